namespace TelegramHost.Emulator.Rpc;

/// <summary><c>messages.*</c> on messages that are there: read, edit, delete, list.</summary>
internal sealed class MessagesService(World world)
{
    private const int MaxPage = 100;

    public void Register(RpcTable table)
    {
        table.On(Schema.MessagesEditMessageRequest.Constructor, Schema.MessagesEditMessageRequest.Read, RpcAccess.Account, Edit);
        table.On(Schema.MessagesDeleteMessagesRequest.Constructor, Schema.MessagesDeleteMessagesRequest.Read, RpcAccess.Account, Delete);
        table.On(Schema.MessagesDeleteHistoryRequest.Constructor, Schema.MessagesDeleteHistoryRequest.Read, RpcAccess.Person, DeleteHistory);
        table.On(Schema.MessagesGetMessagesRequest.Constructor, Schema.MessagesGetMessagesRequest.Read, RpcAccess.Account, GetMessages);
        table.On(Schema.MessagesGetHistoryRequest.Constructor, Schema.MessagesGetHistoryRequest.Read, RpcAccess.Person, GetHistory);
        table.On(Schema.MessagesSearchRequest.Constructor, Schema.MessagesSearchRequest.Read, RpcAccess.Person, Search);
        table.On(Schema.MessagesReadHistoryRequest.Constructor, Schema.MessagesReadHistoryRequest.Read, RpcAccess.Person, ReadHistory);
        table.On(Schema.MessagesReadMessageContentsRequest.Constructor, Schema.MessagesReadMessageContentsRequest.Read, RpcAccess.Person,
            (caller, _) => Affected(caller.Account!, 0));
        table.On(Schema.MessagesReceivedMessagesRequest.Constructor, Schema.MessagesReceivedMessagesRequest.Read, RpcAccess.Person,
            (_, _) => TlValue.Vector(Array.Empty<Schema.ReceivedNotifyMessage>()));
        table.On(Schema.MessagesSetTypingRequest.Constructor, Schema.MessagesSetTypingRequest.Read, RpcAccess.Account, (caller, request) =>
        {
            world.Typing.Set(caller.Account!, world.Gatekeeper.Resolve(caller.Account!, request.Peer), request.Action);
            return TlValue.True;
        });
    }

    private Schema.Updates Edit(RpcCaller caller, Schema.MessagesEditMessageRequest request)
    {
        var account = caller.Account!;
        var peer = world.Gatekeeper.Resolve(account, request.Peer);
        var copy = world.Archive.Find(account, peer, request.Id) ?? throw new WorldException(400, "MESSAGE_ID_INVALID");
        var media = request.Media is null ? null : world.Media.Prepare(account, request.Media, caller.DcId);
        var isCaption = media is not null || copy.Content.Media is not null;
        var (text, entities) = request.Message is null
            ? (null, null)
            : MessageText.Prepare(request.Message, request.Entities, isCaption, user => world.Gatekeeper.Resolve(account, user).Id);
        var markup = account.IsBot ? Keyboards.Prepare(request.ReplyMarkup, user => world.Gatekeeper.Resolve(account, user).Id) : copy.Content.Markup;
        if (markup is not null and not Schema.ReplyInlineMarkup)
            throw new WorldException(400, "REPLY_MARKUP_INVALID");
        return world.Postman.Wrap(account, world.Corrections.Edit(copy, text, entities, markup, media, caller.SessionId));
    }

    private Schema.MessagesAffectedMessages Delete(RpcCaller caller, Schema.MessagesDeleteMessagesRequest request)
    {
        var count = world.Corrections.Delete(caller.Account!, request.Id, request.Revoke, caller.SessionId);
        return Affected(caller.Account!, count);
    }

    private Schema.MessagesAffectedHistory DeleteHistory(RpcCaller caller, Schema.MessagesDeleteHistoryRequest request)
    {
        var account = caller.Account!;
        var peer = world.Gatekeeper.Resolve(account, request.Peer);
        if (peer.Kind == PeerKind.Channel)
            throw new WorldException(400, "PEER_ID_INVALID");
        var dialog = account.Box.FindDialog(peer);
        var ids = (dialog?.Messages ?? []).Where(copy => request.MaxId == 0 || copy.Id <= request.MaxId).Select(copy => copy.Id).ToList();
        var count = world.Corrections.Delete(account, ids, request.Revoke, caller.SessionId);
        return new Schema.MessagesAffectedHistory { Pts = account.Log.Pts, PtsCount = count, Offset = 0 };
    }

    private Schema.MessagesMessages GetMessages(RpcCaller caller, Schema.MessagesGetMessagesRequest request)
    {
        var account = caller.Account!;
        var peers = new PeerCollector(account, world.Roster, world.View);
        var messages = request.Id.Select(input => Find(account, input)).Select(found =>
        {
            if (found.Copy is null)
                return new Schema.MessageEmpty { Id = found.Id };
            peers.Add(found.Copy);
            return TlView.Message(found.Copy);
        }).ToArray();
        return new Schema.MessagesMessages { Messages = messages, Topics = [], Chats = peers.Chats, Users = peers.Users };
    }

    private static (int Id, MessageCopy? Copy) Find(Account account, Schema.InputMessageBase input)
    {
        switch (input)
        {
            case Schema.InputMessageID message:
                return (message.Id, account.Box.Find(message.Id));
            case Schema.InputMessageReplyTo reply:
                var answered = account.Box.Find(reply.Id)?.Content.ReplyTo?.CopyOf(account);
                return (answered?.Id ?? reply.Id, answered);
            case Schema.InputMessageCallbackQuery query:
                return (query.Id, account.Box.Find(query.Id));
            default:
                throw new WorldException(400, "MESSAGE_ID_INVALID");
        }
    }

    private Schema.MessagesMessagesBase GetHistory(RpcCaller caller, Schema.MessagesGetHistoryRequest request)
    {
        var account = caller.Account!;
        var peer = world.Gatekeeper.Resolve(account, request.Peer);
        var all = NewestFirst(account, peer);
        var begin = all.FindIndex(copy => (request.OffsetId == 0 || copy.Id < request.OffsetId)
            && (request.OffsetDate == 0 || copy.Content.Date < request.OffsetDate));
        return Page(account, peer, all, begin < 0 ? all.Count : begin, request.AddOffset, request.Limit, request.MinId, request.MaxId);
    }

    private Schema.MessagesMessagesBase Search(RpcCaller caller, Schema.MessagesSearchRequest request)
    {
        var account = caller.Account!;
        var peer = world.Gatekeeper.Resolve(account, request.Peer);
        if (request.Filter is not (Schema.InputMessagesFilterEmpty or Schema.InputMessagesFilterPinned))
            throw new WorldException(400, "METHOD_NOT_EMULATED: messages.search with a filter");
        var found = NewestFirst(account, peer)
            .FindAll(copy => (request.Filter is Schema.InputMessagesFilterEmpty || copy.Content.IsPinned)
                && copy.Content.Text.Contains(request.Q, StringComparison.OrdinalIgnoreCase)
                && (request.MinDate == 0 || copy.Content.Date > request.MinDate) && (request.MaxDate == 0 || copy.Content.Date < request.MaxDate));
        var begin = found.FindIndex(copy => request.OffsetId == 0 || copy.Id < request.OffsetId);
        return Page(account, peer, found, begin < 0 ? found.Count : begin, request.AddOffset, request.Limit, request.MinId, request.MaxId);
    }

    /// <summary>A page of messages, newest first.</summary>
    /// <remarks>Source: https://core.telegram.org/api/offsets</remarks>
    private Schema.MessagesMessagesBase Page(
        Account account, PeerKey peer, List<MessageCopy> all, int begin, int addOffset, int limit, int minId, int maxId)
    {
        var size = Math.Clamp(limit, 0, MaxPage);
        var from = Math.Max(0, begin + addOffset);
        var to = Math.Clamp(begin + addOffset + size, from, all.Count);
        var page = from >= all.Count ? [] : all[from..to].FindAll(copy => copy.Id > minId && (maxId == 0 || copy.Id < maxId));

        var peers = new PeerCollector(account, world.Roster, world.View);
        page.ForEach(peers.Add);
        Schema.MessageBase[] messages = [.. page.Select(TlView.Message)];
        if (peer.Kind == PeerKind.Channel)
        {
            peers.Add(peer);
            return new Schema.MessagesChannelMessages
            {
                Pts = world.Roster.FindChannel(peer.Id)!.History.PtsOf(account),
                Count = all.Count,
                Messages = messages,
                Topics = [],
                Chats = peers.Chats,
                Users = peers.Users,
            };
        }

        if (page.Count == all.Count)
            return new Schema.MessagesMessages { Messages = messages, Topics = [], Chats = peers.Chats, Users = peers.Users };
        return new Schema.MessagesMessagesSlice { Count = all.Count, Messages = messages, Topics = [], Chats = peers.Chats, Users = peers.Users };
    }

    private Schema.MessagesAffectedMessages ReadHistory(RpcCaller caller, Schema.MessagesReadHistoryRequest request)
    {
        var account = caller.Account!;
        var peer = world.Gatekeeper.Resolve(account, request.Peer);
        if (peer.Kind == PeerKind.Channel)
            throw new WorldException(400, "PEER_ID_INVALID");
        var count = world.ReadMarks.Read(account, peer, request.MaxId == 0 ? int.MaxValue : request.MaxId, caller.SessionId);
        return Affected(account, count);
    }

    private static Schema.MessagesAffectedMessages Affected(Account account, int count) => new() { Pts = account.Log.Pts, PtsCount = count };

    private List<MessageCopy> NewestFirst(Account account, PeerKey peer)
    {
        List<MessageCopy> messages = [.. world.Archive.All(account, peer)];
        messages.Reverse();
        return messages;
    }
}
