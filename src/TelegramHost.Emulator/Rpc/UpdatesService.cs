namespace TelegramHost.Emulator.Rpc;

/// <summary><c>updates.*</c>: where an account stands, and what it missed.</summary>
/// <remarks>Source: https://core.telegram.org/api/updates#recovering-gaps</remarks>
internal sealed class UpdatesService(World world)
{
    private const int SliceSteps = 100;

    public void Register(RpcTable table)
    {
        table.On(Schema.UpdatesGetStateRequest.Constructor, Schema.UpdatesGetStateRequest.Read, RpcAccess.Account,
            (caller, _) => StateOf(caller.Account!, world.Clock));
        table.On(Schema.UpdatesGetDifferenceRequest.Constructor, Schema.UpdatesGetDifferenceRequest.Read, RpcAccess.Account, GetDifference);
        table.On(Schema.UpdatesGetChannelDifferenceRequest.Constructor, Schema.UpdatesGetChannelDifferenceRequest.Read, RpcAccess.Account,
            (_, _) => throw new WorldException(400, "CHANNEL_INVALID"));
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

        var slice = log.Since(request.Pts, Math.Max(0, request.Qts), Math.Clamp(request.PtsLimit ?? SliceSteps, 1, SliceSteps));
        if (slice.IsTooLong)
            return new Schema.UpdatesDifferenceTooLong { Pts = log.Pts };
        if (slice.Updates.Count == 0)
            return new Schema.UpdatesDifferenceEmpty { Date = world.Clock.UnixTime, Seq = log.Seq };

        var peers = new PeerCollector(account, world.Roster, world.View);
        foreach (var update in slice.Updates)
            peers.Add(update);
        Schema.MessageBase[] messages = [.. slice.Updates.OfType<Schema.UpdateNewMessage>().Select(update => update.Message)];
        Schema.UpdateBase[] others = [.. slice.Updates.Where(update => update is not Schema.UpdateNewMessage)];
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

    private static Schema.UpdatesState State(Account account, WorldClock clock, int pts, int qts) => new()
    {
        Pts = pts,
        Qts = qts,
        Date = clock.UnixTime,
        Seq = account.Log.Seq,
        UnreadCount = account.Box.UnreadCount,
    };
}
