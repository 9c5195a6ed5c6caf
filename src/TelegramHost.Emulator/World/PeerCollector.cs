namespace TelegramHost.Emulator;

/// <summary>Gathers the users and chats that an answer mentions, so that a client never meets an unknown peer.</summary>
internal sealed class PeerCollector(Account viewer, Roster roster, TlView view)
{
    private readonly SortedSet<long> _users = [];
    private readonly SortedSet<long> _groups = [];
    private readonly SortedSet<long> _channels = [];

    public Schema.UserBase[] Users => [.. _users.Select(roster.FindUser).OfType<EmulatedUser>().Select(user => view.User(viewer, user))];

    public Schema.ChatBase[] Chats =>
    [
        .. _groups.Select(roster.FindGroup).OfType<EmulatedGroup>().Select(group => view.Chat(viewer, group)),
        .. _channels.Select(roster.FindChannel).OfType<EmulatedChannel>().Select(channel => view.Channels.Chat(viewer, channel)),
    ];

    public void Add(PeerKey peer) => (peer.Kind switch
    {
        PeerKind.User => _users,
        PeerKind.Group => _groups,
        _ => _channels,
    }).Add(peer.Id);

    public void AddUser(long id) => _users.Add(id);

    public void AddGroup(EmulatedGroup group)
    {
        _groups.Add(group.Id);
        foreach (var member in group.Roll)
            _users.Add(member.Account.Id);
    }

    public void Add(MessageCopy copy)
    {
        Add(copy.Peer);
        Add(TlView.Message(copy));
    }

    public void Add(Schema.MessageBase anyMessage)
    {
        switch (anyMessage)
        {
            case Schema.Message message:
                Add(message.PeerId);
                Add(message.FromId);
                Add(message.FwdFrom?.FromId);
                foreach (var mention in (message.Entities ?? []).OfType<Schema.MessageEntityMentionName>())
                    _users.Add(mention.UserId);
                break;
            case Schema.MessageService service:
                Add(service.PeerId);
                Add(service.FromId);
                AddAction(service.Action);
                break;
        }
    }

    public void Add(Schema.UpdateBase update)
    {
        switch (update)
        {
            case Schema.UpdateNewMessage change: Add(change.Message); break;
            case Schema.UpdateEditMessage change: Add(change.Message); break;
            case Schema.UpdateReadHistoryInbox change: Add(change.Peer); break;
            case Schema.UpdateReadHistoryOutbox change: Add(change.Peer); break;
            case Schema.UpdateUserTyping change: _users.Add(change.UserId); break;
            case Schema.UpdateUserName change: _users.Add(change.UserId); break;
            case Schema.UpdateBotStopped change: _users.Add(change.UserId); break;
            case Schema.UpdateBotBusinessConnect change: _users.Add(change.Connection.UserId); break;
            case Schema.UpdateBotNewBusinessMessage change: Add(change.Message); break;
            case Schema.UpdateBotEditBusinessMessage change: Add(change.Message); break;
            case Schema.UpdateChatUserTyping change:
                _groups.Add(change.ChatId);
                Add(change.FromId);
                break;
            case Schema.UpdateNewChannelMessage change: Add(change.Message); break;
            case Schema.UpdateEditChannelMessage change: Add(change.Message); break;
            case Schema.UpdateDeleteChannelMessages change: _channels.Add(change.ChannelId); break;
            case Schema.UpdatePinnedChannelMessages change: _channels.Add(change.ChannelId); break;
            case Schema.UpdateReadChannelInbox change: _channels.Add(change.ChannelId); break;
            case Schema.UpdateReadChannelOutbox change: _channels.Add(change.ChannelId); break;
            case Schema.UpdateChannelTooLong change: _channels.Add(change.ChannelId); break;
            case Schema.UpdateChannel change: _channels.Add(change.ChannelId); break;
            case Schema.UpdateChannelParticipant change:
                _channels.Add(change.ChannelId);
                _users.Add(change.UserId);
                _users.Add(change.ActorId);
                break;
            case Schema.UpdateChannelUserTyping change:
                _channels.Add(change.ChannelId);
                Add(change.FromId);
                break;
            case Schema.UpdateBotCallbackQuery change:
                _users.Add(change.UserId);
                Add(change.Peer);
                break;
            case Schema.UpdateChatParticipants { Participants: Schema.ChatParticipants list }:
                if (roster.FindGroup(list.ChatId) is { } group)
                    AddGroup(group);
                break;
            default:
                UpdateMentions.AddTo(this, update);
                break;
        }
    }

    public void Add(Schema.PeerBase? peer)
    {
        if (peer is Schema.PeerUser user)
            _users.Add(user.UserId);
        else if (peer is Schema.PeerChat chat)
            _groups.Add(chat.ChatId);
        else if (peer is Schema.PeerChannel channel)
            _channels.Add(channel.ChannelId);
    }

    private void AddAction(Schema.MessageActionBase action)
    {
        switch (action)
        {
            case Schema.MessageActionChatCreate create: _users.UnionWith(create.Users); break;
            case Schema.MessageActionChatAddUser add: _users.UnionWith(add.Users); break;
            case Schema.MessageActionChatDeleteUser delete: _users.Add(delete.UserId); break;
            case Schema.MessageActionChatJoinedByLink join: _users.Add(join.InviterId); break;
            case Schema.MessageActionChatMigrateTo migrate: _channels.Add(migrate.ChannelId); break;
            case Schema.MessageActionChannelMigrateFrom migrate: _groups.Add(migrate.ChatId); break;
        }
    }
}
