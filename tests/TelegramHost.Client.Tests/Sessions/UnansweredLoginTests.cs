using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Tests.Sessions;

/// <summary>What becomes of a login that a store has taken without saying so.</summary>
public sealed class UnansweredLoginTests
{
    private static readonly SessionSnapshot _fresh = new() { HomeDc = 2 };

    [Fact]
    public async Task Login_StoredWithoutAnAnswer_IsWrittenOverByTheNextChange()
    {
        var lease = await LossyLease.TakeAsync();
        await using var session = await LiveSession.OpenAsync(lease, "a test", _fresh, default);
        lease.Fault = Fault.AnswerLost;
        await Assert.ThrowsAsync<SessionStoreException>(async () => await session.UpdateAsync(snapshot => snapshot with { Layer = 1 }));
        lease.Fault = Fault.None;

        await session.UpdateAsync(snapshot => snapshot with { HomeDc = 4 });
        await session.UpdateAsync(snapshot => snapshot with { HomeDc = 5 });

        var stored = await lease.ReadSnapshotAsync();
        Assert.Equal((1, 5), (stored.Layer, stored.HomeDc));
    }

    [Fact]
    public async Task Login_StoredWithoutAnAnswer_IsKnownAfterFurtherWritesThatFailed()
    {
        var lease = await LossyLease.TakeAsync();
        await using var session = await LiveSession.OpenAsync(lease, "a test", _fresh, default);
        lease.Fault = Fault.AnswerLost;
        await Assert.ThrowsAsync<SessionStoreException>(async () => await session.UpdateAsync(snapshot => snapshot with { Layer = 1 }));
        lease.Fault = Fault.Refused;
        await Assert.ThrowsAsync<SessionStoreException>(async () => await session.UpdateAsync(snapshot => snapshot with { Layer = 2 }));
        lease.Fault = Fault.None;

        await session.UpdateAsync(snapshot => snapshot with { Layer = 3 });

        Assert.Equal(3, (await lease.ReadSnapshotAsync()).Layer);
    }

    [Fact]
    public async Task Change_OfSomebodyElse_AfterALostAnswer_IsAConflict()
    {
        var lease = await LossyLease.TakeAsync();
        await using var session = await LiveSession.OpenAsync(lease, "a test", _fresh, default);
        lease.Fault = Fault.AnswerLost;
        await Assert.ThrowsAsync<SessionStoreException>(async () => await session.UpdateAsync(snapshot => snapshot with { Layer = 1 }));
        lease.Fault = Fault.None;
        await lease.WriteAsync(SessionSnapshotFormat.Write(_fresh with { Layer = 99 }), expectedVersion: 1, default);

        var error = await Assert.ThrowsAsync<SessionStoreException>(async () => await session.UpdateAsync(snapshot => snapshot with { Layer = 2 }));

        Assert.Equal(SessionStoreFault.Conflict, error.Fault);
        Assert.Equal(99, (await lease.ReadSnapshotAsync()).Layer);
    }

    [Fact]
    public async Task Cancelling_EndsTheWait_AndNotTheWrite()
    {
        var lease = await LossyLease.TakeAsync();
        await using var session = await LiveSession.OpenAsync(lease, "a test", _fresh, default);
        using var cancel = new CancellationTokenSource();
        lease.Answer = new TaskCompletionSource();
        var updating = session.UpdateAsync(snapshot => snapshot with { Layer = 1 }, cancel.Token).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => updating);
        lease.Answer.SetResult();
        await session.UpdateAsync(snapshot => snapshot with { HomeDc = 4 });

        Assert.Equal(2, (await lease.ReadAsync(default))!.Value.Version);
    }

    private enum Fault
    {
        None,
        Refused,
        AnswerLost,
    }

    /// <summary>A lease as over a line that breaks.</summary>
    private sealed class LossyLease(ISessionLease lease) : ISessionLease
    {
        public Fault Fault { get; set; }

        /// <summary>What the answer of a write waits for.</summary>
        public TaskCompletionSource? Answer { get; set; }

        public CancellationToken Lost => lease.Lost;

        public IUpdateStateStore Updates => lease.Updates;

        public IPeerStore Peers => lease.Peers;

        public static async Task<LossyLease> TakeAsync() => new(await new MemorySessionStore().AcquireAsync("default", default));

        public async Task<SessionSnapshot> ReadSnapshotAsync() => SessionSnapshotFormat.Read((await ReadAsync(default))!.Value.Data.Span, "a test");

        public ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken) => lease.ReadAsync(cancellationToken);

        public async ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken)
        {
            var version = Fault == Fault.Refused ? 0 : await lease.WriteAsync(data, expectedVersion, cancellationToken);
            if (Answer is { } answer)
                await answer.Task.WaitAsync(cancellationToken);
            return Fault == Fault.None ? version : throw new SessionStoreException(SessionStoreFault.Unavailable, "The line is broken.");
        }

        public ValueTask DisposeAsync() => lease.DisposeAsync();
    }
}
