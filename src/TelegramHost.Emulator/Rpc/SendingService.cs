namespace TelegramHost.Emulator.Rpc;

/// <summary><c>messages.send*</c> and forwarding.</summary>
internal sealed class SendingService(World world)
{
    private const int MaxAlbum = 10;
    private const int MaxForwards = 100;

    public void Register(RpcTable table)
    {
        table.On(Schema.MessagesSendMessageRequest.Constructor, Schema.MessagesSendMessageRequest.Read, RpcAccess.Account, SendMessage);
        table.On(Schema.MessagesSendMediaRequest.Constructor, Schema.MessagesSendMediaRequest.Read, RpcAccess.Account, SendMedia);
        table.On(Schema.MessagesSendMultiMediaRequest.Constructor, Schema.MessagesSendMultiMediaRequest.Read, RpcAccess.Account, SendMultiMedia);
        table.On(Schema.MessagesUploadMediaRequest.Constructor, Schema.MessagesUploadMediaRequest.Read, RpcAccess.Account, UploadMedia);
        table.On(Schema.MessagesForwardMessagesRequest.Constructor, Schema.MessagesForwardMessagesRequest.Read, RpcAccess.Account, Forward);
    }

    private Schema.Updates SendMessage(RpcCaller caller, Schema.MessagesSendMessageRequest request)
    {
        var account = caller.Account!;
        var peer = world.Gatekeeper.Resolve(account, request.Peer);
        RefuseSchedule(request.ScheduleDate);
        if (IsRepeat(account, request.RandomId))
            return Send(caller, peer, new Draft { RandomId = request.RandomId });
        var (text, entities) = MessageText.Prepare(request.Message, request.Entities, isCaption: false, user => world.Gatekeeper.Resolve(account, user).Id);
        return Send(caller, peer, new Draft
        {
            Text = text,
            Entities = entities,
            Markup = Markup(account, request.ReplyMarkup),
            ReplyToId = ReplyTo(request.ReplyTo),
            Silent = request.Silent,
            RandomId = request.RandomId,
        });
    }

    private Schema.Updates SendMedia(RpcCaller caller, Schema.MessagesSendMediaRequest request)
    {
        var account = caller.Account!;
        var peer = world.Gatekeeper.Resolve(account, request.Peer);
        RefuseSchedule(request.ScheduleDate);
        // The parts are gone after the first call: a repeated one must not look for them.
        if (IsRepeat(account, request.RandomId))
            return Send(caller, peer, new Draft { RandomId = request.RandomId });
        var (text, entities) = MessageText.Prepare(request.Message, request.Entities, isCaption: true, user => world.Gatekeeper.Resolve(account, user).Id);
        return Send(caller, peer, new Draft
        {
            Text = text,
            Entities = entities,
            Media = world.Media.Prepare(account, request.Media, caller.DcId) ?? throw new WorldException(400, "MEDIA_EMPTY"),
            Markup = Markup(account, request.ReplyMarkup),
            ReplyToId = ReplyTo(request.ReplyTo),
            Silent = request.Silent,
            RandomId = request.RandomId,
        });
    }

    private Schema.Updates SendMultiMedia(RpcCaller caller, Schema.MessagesSendMultiMediaRequest request)
    {
        var account = caller.Account!;
        var peer = world.Gatekeeper.Resolve(account, request.Peer);
        RefuseSchedule(request.ScheduleDate);
        if (request.MultiMedia.Length is 0 or > MaxAlbum)
            throw new WorldException(400, request.MultiMedia.Length == 0 ? "MEDIA_EMPTY" : "MULTI_MEDIA_TOO_LONG");

        var album = world.Random.NextInt64(1, long.MaxValue);
        var updates = new List<Schema.UpdateBase>();
        foreach (var item in request.MultiMedia)
        {
            var draft = new Draft { RandomId = item.RandomId };
            if (!IsRepeat(account, item.RandomId))
            {
                var (text, entities) = MessageText.Prepare(item.Message, item.Entities, isCaption: true, user => world.Gatekeeper.Resolve(account, user).Id);
                draft = draft with
                {
                    Text = text,
                    Entities = entities,
                    Media = world.Media.Prepare(account, item.Media, caller.DcId) ?? throw new WorldException(400, "MEDIA_EMPTY"),
                    ReplyToId = ReplyTo(request.ReplyTo),
                    Silent = request.Silent,
                    GroupedId = album,
                };
            }

            CheckRandomId(draft.RandomId!.Value);
            updates.AddRange(world.PostOffice.Send(account, peer, draft, caller.SessionId).Updates);
        }

        return world.Postman.Wrap(account, updates);
    }

    private Schema.MessageMediaBase UploadMedia(RpcCaller caller, Schema.MessagesUploadMediaRequest request)
    {
        world.Gatekeeper.Resolve(caller.Account!, request.Peer);
        return world.Media.Prepare(caller.Account!, request.Media, caller.DcId) ?? throw new WorldException(400, "MEDIA_EMPTY");
    }

    private Schema.Updates Forward(RpcCaller caller, Schema.MessagesForwardMessagesRequest request)
    {
        var account = caller.Account!;
        var from = request.FromPeer is Schema.InputPeerEmpty ? (PeerKey?)null : world.Gatekeeper.Resolve(account, request.FromPeer);
        var to = world.Gatekeeper.Resolve(account, request.ToPeer);
        RefuseSchedule(request.ScheduleDate);
        if (request.Id.Length is 0 or > MaxForwards)
            throw new WorldException(400, request.Id.Length == 0 ? "MESSAGE_IDS_EMPTY" : "MSG_ID_INVALID");
        if (request.RandomId.Length != request.Id.Length)
            throw new WorldException(400, "RANDOM_ID_INVALID");

        var updates = new List<Schema.UpdateBase>();
        foreach (var (id, randomId) in request.Id.Zip(request.RandomId))
        {
            var copy = from is { } peer ? world.Archive.Find(account, peer, id) : account.Box.Find(id);
            if (copy is null || copy.Content.Action is not null)
                throw new WorldException(400, "MESSAGE_ID_INVALID");
            CheckRandomId(randomId);
            var content = copy.Content;
            updates.AddRange(world.PostOffice.Send(account, to, new Draft
            {
                Text = content.Media is not null && request.DropMediaCaptions ? "" : content.Text,
                Entities = content.Media is not null && request.DropMediaCaptions ? null : content.Entities,
                Media = content.Media,
                Markup = content.Markup is Schema.ReplyInlineMarkup ? content.Markup : null,
                Forward = request.DropAuthor ? null : content.Forward ?? Origin(content),
                Silent = request.Silent,
                RandomId = randomId,
            }, caller.SessionId).Updates);
        }

        return world.Postman.Wrap(account, updates);
    }

    /// <summary>A post is forwarded from its channel, everything else from its writer.</summary>
    private static Schema.MessageFwdHeader Origin(SharedMessage content) => content.Place is { Channel.IsBroadcast: true } place
        ? new() { FromId = place.Channel.Key.ToPeer(), ChannelPost = place.Id, Date = content.Date }
        : new() { FromId = content.Sender.User.Key.ToPeer(), Date = content.Date };

    private Schema.Updates Send(RpcCaller caller, PeerKey peer, Draft draft)
    {
        CheckRandomId(draft.RandomId!.Value);
        return world.Postman.Wrap(caller.Account!, world.PostOffice.Send(caller.Account!, peer, draft, caller.SessionId).Updates);
    }

    private static bool IsRepeat(Account account, long randomId) => account.MessageOfRandomId.ContainsKey(randomId);

    private static void CheckRandomId(long randomId)
    {
        if (randomId == 0)
            throw new WorldException(400, "RANDOM_ID_EMPTY");
    }

    /// <summary>Only bots send keyboards; those of people are dropped, as at Telegram.</summary>
    private Schema.ReplyMarkupBase? Markup(Account account, Schema.ReplyMarkupBase? markup) =>
        account.IsBot ? Keyboards.Prepare(markup, user => world.Gatekeeper.Resolve(account, user).Id) : null;

    private static int? ReplyTo(Schema.InputReplyToBase? replyTo) => replyTo switch
    {
        null => null,
        Schema.InputReplyToMessage { ReplyToMsgId: 0 } => null,
        Schema.InputReplyToMessage message => message.ReplyToMsgId,
        _ => throw new WorldException(400, "REPLY_TO_INVALID"),
    };

    private static void RefuseSchedule(int? scheduleDate)
    {
        if (scheduleDate is not null)
            throw new WorldException(400, "METHOD_NOT_EMULATED: scheduled messages");
    }
}
