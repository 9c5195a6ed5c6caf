namespace TelegramHost.Client.Updates;

/// <summary>What a service message tells. Source: https://core.telegram.org/type/MessageAction</summary>
public enum ChatEventKind
{
    /// <summary>Something else: see the action of the message.</summary>
    Other,

    /// <summary>A group was made.</summary>
    GroupCreated,

    /// <summary>A supergroup or channel was made.</summary>
    ChannelCreated,

    /// <summary>Members were added, or somebody joined a public chat.</summary>
    MembersJoined,

    /// <summary>Somebody joined by an invite link.</summary>
    MemberJoinedByLink,

    /// <summary>Somebody was let in after asking.</summary>
    MemberJoinedByRequest,

    /// <summary>Somebody left or was removed.</summary>
    MemberLeft,

    /// <summary>The title changed.</summary>
    TitleChanged,

    /// <summary>There is a new photo.</summary>
    PhotoChanged,

    /// <summary>The photo was taken away.</summary>
    PhotoDeleted,

    /// <summary>A message was pinned.</summary>
    MessagePinned,

    /// <summary>The group became a supergroup.</summary>
    MigratedTo,

    /// <summary>The supergroup was a group before.</summary>
    MigratedFrom,

    /// <summary>The history was cleared.</summary>
    HistoryCleared,

    /// <summary>Messages delete themselves after another time than before.</summary>
    AutoDeleteChanged,

    /// <summary>A topic of a forum was made.</summary>
    TopicCreated,

    /// <summary>A topic of a forum was changed, closed or opened.</summary>
    TopicEdited,

    /// <summary>A video chat began, ended, was announced, or somebody was invited to one.</summary>
    VideoChat,

    /// <summary>A payment was made.</summary>
    Payment,
}
