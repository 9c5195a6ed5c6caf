using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary><c>channels.*</c>: supergroups and broadcast channels, who is in them, and their messages.</summary>
internal sealed class ChannelsService(World world)
{
    public void Register(RpcTable table)
    {
        table.On(Schema.ChannelsCreateChannelRequest.Constructor, Schema.ChannelsCreateChannelRequest.Read, RpcAccess.Person, Create);
        table.On(Schema.ChannelsDeleteChannelRequest.Constructor, Schema.ChannelsDeleteChannelRequest.Read, RpcAccess.Person,
            (caller, request) => Wrap(caller, world.Channels.End(caller.Account!, Channel(caller, request.Channel), caller.SessionId)));
        table.On(Schema.ChannelsGetChannelsRequest.Constructor, Schema.ChannelsGetChannelsRequest.Read, RpcAccess.Account, (caller, request) => new Schema.MessagesChats
        {
            Chats = [.. request.Id.Select(input => world.View.Channels.Chat(caller.Account!, world.Gatekeeper.Find(caller.Account!, input)))],
        });
        table.On(Schema.ChannelsGetFullChannelRequest.Constructor, Schema.ChannelsGetFullChannelRequest.Read, RpcAccess.Account, GetFull);
        table.On(Schema.ChannelsJoinChannelRequest.Constructor, Schema.ChannelsJoinChannelRequest.Read, RpcAccess.Person,
            (caller, request) => Joined(caller, world.Channels.Join(caller.Account!, Channel(caller, request.Channel), caller.SessionId)));
        table.On(Schema.ChannelsLeaveChannelRequest.Constructor, Schema.ChannelsLeaveChannelRequest.Read, RpcAccess.Account,
            (caller, request) => Wrap(caller, world.Channels.Leave(caller.Account!, Channel(caller, request.Channel), caller.SessionId)));
        table.On(Schema.ChannelsInviteToChannelRequest.Constructor, Schema.ChannelsInviteToChannelRequest.Read, RpcAccess.Person, Invite);
        table.On(Schema.ChannelsGetParticipantsRequest.Constructor, Schema.ChannelsGetParticipantsRequest.Read, RpcAccess.Account, GetParticipants);
        table.On(Schema.ChannelsGetParticipantRequest.Constructor, Schema.ChannelsGetParticipantRequest.Read, RpcAccess.Account, GetParticipant);
        table.On(Schema.ChannelsGetMessagesRequest.Constructor, Schema.ChannelsGetMessagesRequest.Read, RpcAccess.Account, GetMessages);
        table.On(Schema.ChannelsDeleteMessagesRequest.Constructor, Schema.ChannelsDeleteMessagesRequest.Read, RpcAccess.Account, DeleteMessages);
        table.On(Schema.ChannelsReadHistoryRequest.Constructor, Schema.ChannelsReadHistoryRequest.Read, RpcAccess.Person, ReadHistory);
        table.On(Schema.MessagesMigrateChatRequest.Constructor, Schema.MessagesMigrateChatRequest.Read, RpcAccess.Person, (caller, request) =>
            Wrap(caller, world.Channels.Migrate(caller.Account!, world.Gatekeeper.CheckGroup(caller.Account!, request.ChatId), caller.SessionId).Updates));
        table.On(Schema.MessagesExportChatInviteRequest.Constructor, Schema.MessagesExportChatInviteRequest.Read, RpcAccess.Account, ExportInvite);
        table.On(Schema.MessagesCheckChatInviteRequest.Constructor, Schema.MessagesCheckChatInviteRequest.Read, RpcAccess.Person, CheckInvite);
        table.On(Schema.MessagesImportChatInviteRequest.Constructor, Schema.MessagesImportChatInviteRequest.Read, RpcAccess.Person,
            (caller, request) => Joined(caller, world.InviteLinks.Use(caller.Account!, request.Hash, caller.SessionId)));
    }

    private Schema.Updates Create(RpcCaller caller, Schema.ChannelsCreateChannelRequest request)
    {
        if (request.Forum || request.GeoPoint is not null)
            throw new WorldException(400, "METHOD_NOT_EMULATED: forums and groups at a place");
        return Wrap(caller, world.Channels.Create(caller.Account!, request.Title, request.About, request.Broadcast, caller.SessionId).Updates);
    }

    private Schema.MessagesChatFull GetFull(RpcCaller caller, Schema.ChannelsGetFullChannelRequest request)
    {
        var account = caller.Account!;
        var channel = Channel(caller, request.Channel);
        var peers = new PeerCollector(account, world.Roster, world.View);
        peers.Add(channel.Key);
        foreach (var bot in channel.Members.OfType<EmulatedBot>())
            peers.AddUser(bot.Id);
        if (channel.MigratedFrom is { } group)
            peers.AddGroup(group);
        return new Schema.MessagesChatFull { FullChat = ChannelView.Full(account, channel), Chats = peers.Chats, Users = peers.Users };
    }

    private Schema.MessagesInvitedUsers Invite(RpcCaller caller, Schema.ChannelsInviteToChannelRequest request)
    {
        var account = caller.Account!;
        var newcomers = request.Users.Select(user => world.Gatekeeper.Resolve(account, user).Account).ToList();
        return new Schema.MessagesInvitedUsers
        {
            Updates = Wrap(caller, world.Channels.Invite(account, Channel(caller, request.Channel), newcomers, caller.SessionId)),
            MissingInvitees = [],
        };
    }

    private Schema.ChannelsChannelParticipants GetParticipants(RpcCaller caller, Schema.ChannelsGetParticipantsRequest request)
    {
        var account = caller.Account!;
        var channel = Channel(caller, request.Channel);
        if (channel.IsBroadcast)
            ChannelRights.Require(ChannelRights.Of(channel, account) is not null);
        var all = (request.Filter switch
        {
            Schema.ChannelParticipantsRecent => channel.Roll.Members,
            Schema.ChannelParticipantsAdmins => channel.Roll.Members.Where(member => ChannelRights.Of(channel, member.Account) is not null),
            Schema.ChannelParticipantsBots => channel.Roll.Members.Where(member => member.Account.IsBot),
            Schema.ChannelParticipantsKicked kicked => channel.Roll.Barred.Where(member => IsNamed(member, kicked.Q)),
            Schema.ChannelParticipantsBanned banned => channel.Roll.Members.Where(member => member.Restrictions is not null && IsNamed(member, banned.Q)),
            Schema.ChannelParticipantsSearch search => channel.Roll.Members.Where(member => IsNamed(member, search.Q)),
            Schema.ChannelParticipantsContacts contacts =>
                channel.Roll.Members.Where(member => account.Contacts.Contains(member.Account.Id) && IsNamed(member, contacts.Q)),
            _ => throw new WorldException(400, "METHOD_NOT_EMULATED: channels.getParticipants with this filter"),
        }).ToList();
        var page = all.Skip(request.Offset).Take(Math.Clamp(request.Limit, 0, 200)).ToList();
        var peers = new PeerCollector(account, world.Roster, world.View);
        page.ForEach(member => peers.AddUser(member.Account.Id));
        return new Schema.ChannelsChannelParticipants
        {
            Count = all.Count,
            Participants = [.. page.Select(member => ChannelView.Participant(account, channel, member))],
            Chats = [],
            Users = peers.Users,
        };

        static bool IsNamed(ChannelMember member, string name) => member.Account.User.Name.Contains(name, StringComparison.OrdinalIgnoreCase);
    }

    private Schema.ChannelsChannelParticipant GetParticipant(RpcCaller caller, Schema.ChannelsGetParticipantRequest request)
    {
        var account = caller.Account!;
        var channel = Channel(caller, request.Channel);
        var key = world.Gatekeeper.Resolve(account, request.Participant);
        var member = channel.Roll.Find(key.Id) ?? channel.Roll.FindBarred(key.Id) ?? throw new WorldException(400, "USER_NOT_PARTICIPANT");
        return new Schema.ChannelsChannelParticipant
        {
            Participant = ChannelView.Participant(account, channel, member),
            Chats = [],
            Users = [world.View.User(account, member.Account.User)],
        };
    }

    private Schema.MessagesChannelMessages GetMessages(RpcCaller caller, Schema.ChannelsGetMessagesRequest request)
    {
        var account = caller.Account!;
        var channel = Channel(caller, request.Channel);
        var peers = new PeerCollector(account, world.Roster, world.View);
        peers.Add(channel.Key);
        var messages = request.Id.Select(input => Find(account, channel, input)).Select(found =>
        {
            if (found.Copy is null)
                return new Schema.MessageEmpty { Id = found.Id };
            peers.Add(found.Copy);
            return TlView.Message(found.Copy);
        }).ToArray();
        return new Schema.MessagesChannelMessages
        {
            Pts = channel.History.PtsOf(account),
            Count = messages.Length,
            Messages = messages,
            Topics = [],
            Chats = peers.Chats,
            Users = peers.Users,
        };
    }

    private static (int Id, MessageCopy? Copy) Find(Account account, EmulatedChannel channel, Schema.InputMessageBase input)
    {
        switch (input)
        {
            case Schema.InputMessageID message:
                return (message.Id, channel.History.Find(message.Id)?.CopyOf(account));
            case Schema.InputMessageReplyTo reply:
                var answered = channel.History.Find(reply.Id)?.ReplyTo?.CopyOf(account);
                return (answered?.Id ?? reply.Id, answered);
            case Schema.InputMessagePinned:
                var pinned = channel.History.Messages.LastOrDefault(message => message.IsPinned)?.CopyOf(account);
                return (pinned?.Id ?? 0, pinned);
            default:
                throw new WorldException(400, "MESSAGE_ID_INVALID");
        }
    }

    private Schema.MessagesAffectedMessages DeleteMessages(RpcCaller caller, Schema.ChannelsDeleteMessagesRequest request)
    {
        var channel = Channel(caller, request.Channel);
        var count = world.ChannelPosts.Delete(caller.Account!, channel, request.Id, caller.SessionId);
        return new Schema.MessagesAffectedMessages { Pts = channel.History.PtsOf(caller.Account!), PtsCount = count };
    }

    private ITlObject ReadHistory(RpcCaller caller, Schema.ChannelsReadHistoryRequest request)
    {
        world.ChannelReads.Read(caller.Account!, Channel(caller, request.Channel), request.MaxId == 0 ? int.MaxValue : request.MaxId, caller.SessionId);
        return TlValue.True;
    }

    private Schema.ChatInviteExported ExportInvite(RpcCaller caller, Schema.MessagesExportChatInviteRequest request)
    {
        var peer = world.Gatekeeper.Resolve(caller.Account!, request.Peer);
        if (peer.Kind != PeerKind.Channel || request.RequestNeeded)
            throw new WorldException(400, "METHOD_NOT_EMULATED: links into basic groups, and links with requests to join");
        return world.InviteLinks.Export(caller.Account!, world.Roster.FindChannel(peer.Id)!, request.Title, request.ExpireDate, request.UsageLimit);
    }

    private Schema.ChatInviteBase CheckInvite(RpcCaller caller, Schema.MessagesCheckChatInviteRequest request)
    {
        var channel = world.InviteLinks.Resolve(request.Hash);
        if (channel.Roll.Find(caller.Account!.Id) is not null)
            return new Schema.ChatInviteAlready { Chat = world.View.Channels.Chat(caller.Account, channel) };
        return new Schema.ChatInvite
        {
            Channel = true,
            Broadcast = channel.IsBroadcast,
            Megagroup = !channel.IsBroadcast,
            Public = channel.Username is not null,
            Title = channel.Title,
            About = channel.About,
            Photo = channel.Photo is { } photo ? photo : new Schema.PhotoEmpty { Id = 0 },
            ParticipantsCount = channel.Roll.Members.Count,
            Color = 0,
        };
    }

    private Schema.MessagesChatInviteJoinResultOk Joined(RpcCaller caller, Schema.UpdateBase[] updates) => new() { Updates = Wrap(caller, updates) };

    private Schema.Updates Wrap(RpcCaller caller, Schema.UpdateBase[] updates) => world.Postman.Wrap(caller.Account!, updates);

    private EmulatedChannel Channel(RpcCaller caller, Schema.InputChannelBase channel) => world.Gatekeeper.Resolve(caller.Account!, channel);
}
