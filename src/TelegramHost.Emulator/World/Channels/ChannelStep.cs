namespace TelegramHost.Emulator;

/// <summary>What a step of a channel's log is.</summary>
internal enum ChannelStepKind
{
    /// <summary>A message came.</summary>
    Added,

    /// <summary>A message was changed.</summary>
    Edited,

    /// <summary>Messages are gone.</summary>
    Deleted,

    /// <summary>Messages are pinned.</summary>
    Pinned,

    /// <summary>Messages are not pinned any more.</summary>
    Unpinned,
}

/// <summary>A step of a channel's log; it becomes an update for each member on its own.</summary>
/// <param name="Pts">The channel's pts after it. It moved it by one for each message.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Messages">To which messages.</param>
internal sealed record ChannelStep(int Pts, ChannelStepKind Kind, IReadOnlyList<SharedMessage> Messages)
{
    /// <summary>Whether an account is told of it.</summary>
    public bool IsShownTo(Account account) => Messages.Any(message => message.IsShownTo(account));
}
