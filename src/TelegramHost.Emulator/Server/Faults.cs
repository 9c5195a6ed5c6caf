using TelegramHost.Emulator.Rpc;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>Misfortunes on demand, for tests: what real networks and servers do at bad moments.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, (long? ChannelId, int Count)> _silentGaps = [];
    private readonly Dictionary<string, (Func<Task> Until, int Count)> _holds = [];
    private readonly Dictionary<string, (RpcFault Fault, int Count)> _refusals = [];
    private readonly Dictionary<string, (RpcFault Fault, int Count)> _lateRefusals = [];
    private IReadOnlyList<DataCenter>? _dataCenters;
    private DifferenceRules? _differences;
    private TimeProvider _time = TimeProvider.System;

    /// <summary>Closes all connections at once.</summary>
    public void CutConnections()
    {
        foreach (var connection in Connections)
            connection.Close();
    }

    /// <summary>Closes each connection that is open now after so many more bytes to the client, also inside a frame.</summary>
    public void CutConnectionsAfter(long bytes)
    {
        foreach (var connection in Connections)
            connection.CloseAfter(bytes);
    }

    /// <summary>Damages the next packets on each connection that is open now.</summary>
    public void CorruptPackets(int count = 1, PacketDirection direction = PacketDirection.ToClient) =>
        Spoil(direction, spoiler => spoiler.CorruptNext(count));

    /// <summary>Lets the next packets arrive twice on each connection that is open now.</summary>
    public void DoublePackets(int count = 1, PacketDirection direction = PacketDirection.ToClient) =>
        Spoil(direction, spoiler => spoiler.DoubleNext(count));

    /// <summary>Loses the next packets on each connection that is open now.</summary>
    public void DropPackets(int count = 1, PacketDirection direction = PacketDirection.ToClient) =>
        Spoil(direction, spoiler => spoiler.DropNext(count));

    /// <summary>Lets each of the next packets arrive behind its follower on each connection that is open now.</summary>
    public void SwapPackets(int count = 1, PacketDirection direction = PacketDirection.ToClient) =>
        Spoil(direction, spoiler => spoiler.SwapNext(count));

    /// <summary>Refuses the next packets with calls in each session that is open now, with <c>bad_msg_notification</c> or <c>bad_server_salt</c>.</summary>
    /// <param name="code">The code, for example 16; 48 is the wrong salt.</param>
    /// <param name="count">How many packets. Of codes that speak of a message and not of its packet, so many messages.</param>
    /// <remarks>Source: https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message</remarks>
    public void RejectMessages(int code, int count = 1)
    {
        var fault = (BadMessage)code;
        if (fault == BadMessage.None || !Enum.IsDefined(fault))
            throw new ArgumentOutOfRangeException(nameof(code), code, "Expected one of 16 to 20, 32 to 35, 48 and 64.");
        foreach (var key in Keys)
        {
            lock (key.Gate)
            {
                foreach (var session in key.Sessions)
                    session.Session.RejectNext(fault, count);
            }
        }
    }

    /// <summary>Forgets all sessions; the clients learn of it by <c>new_session_created</c>.</summary>
    public void ForgetSessions()
    {
        foreach (var key in Keys)
        {
            lock (key.Gate)
                key.ForgetSessions();
        }
    }

    /// <summary>Makes all salts invalid that clients know.</summary>
    public void ChangeSalts()
    {
        foreach (var key in Keys)
        {
            lock (key.Gate)
                key.Salts.Renew(_time.GetUtcNow());
        }
    }

    /// <summary>Forgets all auth keys; the clients get transport error -404.</summary>
    public void ForgetKeys()
    {
        foreach (var center in DataCenters)
            center.Keys.Clear();
    }

    /// <summary>Forgets all temporary auth keys, which servers keep in memory alone.</summary>
    public void ForgetTemporaryKeys()
    {
        foreach (var center in DataCenters)
            center.Keys.RemoveWhere(key => key.IsTemporary);
    }

    /// <summary>Forgets all permanent auth keys; the temporary ones are bound to nothing then.</summary>
    public void ForgetPermanentKeys()
    {
        foreach (var center in DataCenters)
        {
            center.Keys.RemoveWhere(key => !key.IsTemporary);
            foreach (var key in center.Keys.All)
                key.Unbind();
        }
    }

    /// <summary>Forgets what temporary keys are bound to; the clients get AUTH_KEY_PERM_EMPTY.</summary>
    public void ForgetBindings()
    {
        foreach (var key in Keys)
            key.Unbind();
    }

    /// <summary>Sends a transport error such as -404 or -429 on all connections.</summary>
    public void SendTransportError(int code)
    {
        foreach (var connection in Connections)
            connection.SendError(code);
    }

    /// <summary>Loses the next updates of an account on their way, so that its client sees a gap in pts.</summary>
    public void DropUpdates(long userId, int count = 1)
    {
        lock (_gate)
            _silentGaps[userId] = (null, count);
    }

    /// <summary>Loses the next updates of a channel on their way to an account, so that its client sees a gap in the channel's pts.</summary>
    public void DropUpdates(long userId, EmulatedChannel channel, int count = 1)
    {
        lock (_gate)
            _silentGaps[userId] = (channel.Id, count);
    }

    /// <summary>Answers differences, of accounts and of channels, with so few steps at a time.</summary>
    public void SliceDifferences(int steps) => Differences.SliceSteps = steps;

    /// <summary>The next difference of an account or a channel is too long.</summary>
    public void MakeDifferenceTooLong(EmulatedPeer whose) => Differences.MakeTooLong(whose.Key);

    /// <summary>Carries out the next calls of a function only when <paramref name="until"/> has completed.</summary>
    /// <param name="method">The function's name in the schema, for example <c>updates.getChannelDifference</c>.</param>
    /// <param name="until">What they wait for.</param>
    /// <param name="count">How many calls.</param>
    public void Hold(string method, Task until, int count = 1) => Hold(method, () => until, count);

    /// <summary>Carries out each of the next calls of a function so much later, on the emulator's clock.</summary>
    public void Delay(string method, TimeSpan delay, int count = 1) => Hold(method, () => Task.Delay(delay, _time), count);

    /// <summary>Answers the next calls of a function with an error instead of carrying them out.</summary>
    /// <param name="method">The function's name in the schema, for example <c>messages.sendMessage</c>.</param>
    /// <param name="code">The class of the error, for example 420.</param>
    /// <param name="error">Its name, for example <c>FLOOD_WAIT_30</c>.</param>
    /// <param name="count">How many calls.</param>
    public void Refuse(string method, int code, string error, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        lock (_gate)
            _refusals[method] = (new RpcFault(code, error), count);
    }

    /// <summary>Carries the next calls of a function out and answers with an error all the same; updates of the lost answer are pushed.</summary>
    /// <inheritdoc cref="Refuse" path="/param"/>
    public void RefuseAfterwards(string method, int code, string error, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        lock (_gate)
            _lateRefusals[method] = (new RpcFault(code, error), count);
    }

    /// <summary>Answers the next calls of a function with <c>FLOOD_WAIT</c>.</summary>
    public void AskToWait(string method, int seconds, int count = 1) => Refuse(method, 420, $"FLOOD_WAIT_{seconds}", count);

    internal void Attach(IReadOnlyList<DataCenter> dataCenters, DifferenceRules differences, TimeProvider time)
    {
        _differences = differences;
        _dataCenters = dataCenters;
        _time = time;
    }

    internal bool TakeSilentGap(long userId, ITlObject updates)
    {
        lock (_gate)
        {
            if (!_silentGaps.TryGetValue(userId, out var gap) || (gap.ChannelId is { } channel && !IsStepOf(channel, updates)))
                return false;
            if (gap.Count <= 1)
                _silentGaps.Remove(userId);
            else
                _silentGaps[userId] = gap with { Count = gap.Count - 1 };
            return true;
        }
    }

    internal RpcFault? TakeRefusal(string method) => Take(_refusals, method);

    internal RpcFault? TakeLateRefusal(string method) => Take(_lateRefusals, method);

    private RpcFault? Take(Dictionary<string, (RpcFault Fault, int Count)> refusals, string method)
    {
        lock (_gate)
        {
            if (!refusals.TryGetValue(method, out var refusal))
                return null;
            if (refusal.Count <= 1)
                refusals.Remove(method);
            else
                refusals[method] = refusal with { Count = refusal.Count - 1 };
            return refusal.Fault;
        }
    }

    internal Task? TakeHold(string method)
    {
        lock (_gate)
        {
            if (!_holds.TryGetValue(method, out var hold))
                return null;
            if (hold.Count <= 1)
                _holds.Remove(method);
            else
                _holds[method] = hold with { Count = hold.Count - 1 };
            return hold.Until();
        }
    }

    private void Hold(string method, Func<Task> until, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        lock (_gate)
            _holds[method] = (until, count);
    }

    private DifferenceRules Differences => _differences ?? throw new InvalidOperationException("The emulator has not started yet.");

    private void Spoil(PacketDirection direction, Action<PacketSpoiler> how)
    {
        foreach (var connection in Connections)
            how(connection.Spoiler(direction));
    }

    private IReadOnlyList<DataCenter> DataCenters => _dataCenters ?? throw new InvalidOperationException("The emulator has not started yet.");

    private IEnumerable<ServerConnection> Connections => DataCenters.SelectMany(center => center.Server.Connections);

    private IEnumerable<AuthKeyState> Keys => DataCenters.SelectMany(center => center.Keys.All);

    private static bool IsStepOf(long channelId, ITlObject updates) => updates is Schema.Updates { UpdatesValue: [var update, ..] } && update switch
    {
        Schema.UpdateNewChannelMessage { Message: Schema.Message { PeerId: Schema.PeerChannel channel } } => channel.ChannelId == channelId,
        Schema.UpdateEditChannelMessage { Message: Schema.Message { PeerId: Schema.PeerChannel channel } } => channel.ChannelId == channelId,
        Schema.UpdateDeleteChannelMessages deleted => deleted.ChannelId == channelId,
        Schema.UpdatePinnedChannelMessages pinned => pinned.ChannelId == channelId,
        _ => false,
    };
}
