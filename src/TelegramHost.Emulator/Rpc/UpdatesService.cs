namespace TelegramHost.Emulator.Rpc;

/// <summary><c>updates.*</c>: where an account stands, and what it missed.</summary>
/// <remarks>Source: https://core.telegram.org/api/updates#recovering-gaps</remarks>
internal sealed class UpdatesService(World world)
{
    public void Register(RpcTable table)
    {
        table.On(Schema.UpdatesGetStateRequest.Constructor, Schema.UpdatesGetStateRequest.Read, RpcAccess.Account,
            (caller, _) => StateOf(caller.Account!, world.Clock));
        table.On(Schema.UpdatesGetDifferenceRequest.Constructor, Schema.UpdatesGetDifferenceRequest.Read, RpcAccess.Account, GetDifference);
        table.On(Schema.UpdatesGetChannelDifferenceRequest.Constructor, Schema.UpdatesGetChannelDifferenceRequest.Read, RpcAccess.Account,
            new ChannelDifference(world).Get);
    }

    /// <summary>The counters of an account.</summary>
    public static Schema.UpdatesState StateOf(Account account, WorldClock clock) => State(account, clock, account.Log.Pts, account.Log.Qts);

    private Schema.UpdatesDifferenceBase GetDifference(RpcCaller caller, Schema.UpdatesGetDifferenceRequest request)
    {
        var account = caller.Account!;
        var log = account.Log;
        if (request.Pts <= 0)
            throw new WorldException(400, "PERSISTENT_TIMESTAMP_EMPTY");
        if (request.Date <= 0)
            throw new WorldException(400, "DATE_EMPTY");
        if (request.Pts > log.Pts || request.Qts > log.Qts)
            throw new WorldException(400, "PERSISTENT_TIMESTAMP_INVALID");
        if (request.PtsTotalLimit is { } total && log.Pts - request.Pts > total)
            return new Schema.UpdatesDifferenceTooLong { Pts = log.Pts };

        var steps = world.Differences.SliceSteps;
        var slice = log.Since(request.Pts, Math.Max(0, request.Qts), Math.Clamp(request.PtsLimit ?? steps, 1, steps));
        if (slice.IsTooLong || (slice.Updates.Count > 0 && world.Differences.TakeTooLong(account.User.Key)))
            return new Schema.UpdatesDifferenceTooLong { Pts = log.Pts };
        Schema.UpdateBase[] hints = slice.IsComplete ? [.. ChannelHints(account, request.Date)] : [];
        if (slice.Updates.Count == 0 && hints.Length == 0)
            return new Schema.UpdatesDifferenceEmpty { Date = world.Clock.UnixTime, Seq = log.Seq };

        var peers = new PeerCollector(account, world.Roster, world.View);
        foreach (var update in slice.Updates.Concat(hints))
            peers.Add(update);
        Schema.MessageBase[] messages = [.. slice.Updates.OfType<Schema.UpdateNewMessage>().Select(update => update.Message)];
        Schema.UpdateBase[] others = [.. slice.Updates.Where(update => update is not Schema.UpdateNewMessage), .. hints];
        var state = State(account, world.Clock, slice.Pts, slice.Qts);
        if (slice.IsComplete)
        {
            return new Schema.UpdatesDifference
            {
                NewMessages = messages,
                NewEncryptedMessages = [],
                OtherUpdates = others,
                Chats = peers.Chats,
                Users = peers.Users,
                State = state,
            };
        }

        return new Schema.UpdatesDifferenceSlice
        {
            NewMessages = messages,
            NewEncryptedMessages = [],
            OtherUpdates = others,
            Chats = peers.Chats,
            Users = peers.Users,
            IntermediateState = state,
        };
    }

    /// <summary>
    /// Channels have logs of their own: what this one can say is in which of them something happened, and where the account's place is another
    /// one. Dates are whole seconds, so what happened in the very second of the client's state is named again.
    /// </summary>
    private IEnumerable<Schema.UpdateBase> ChannelHints(Account account, int date)
    {
        foreach (var (id, changed) in account.ChannelChanges)
        {
            if (changed >= date)
                yield return new Schema.UpdateChannel { ChannelId = id };
        }

        foreach (var dialog in account.Box.Dialogs.OfType<ChannelDialog>())
        {
            if (world.Roster.FindChannel(dialog.Peer.Id)!.History.LastStepDate >= date)
                yield return new Schema.UpdateChannelTooLong { ChannelId = dialog.Peer.Id, Pts = dialog.Pts };
        }
    }

    private static Schema.UpdatesState State(Account account, WorldClock clock, int pts, int qts) => new()
    {
        Pts = pts,
        Qts = qts,
        Date = clock.UnixTime,
        Seq = account.Log.Seq,
        UnreadCount = account.Box.UnreadCount,
    };
}
