using TelegramHost.Client;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Testing.SessionStores;

/// <summary>Who holds a session, and who does not any more.</summary>
internal static class LeaseChecks
{
    private const string Key = "one";

    public static IReadOnlyList<SessionStoreCheck> All { get; } =
    [
        SessionStoreCheck.Of(Store_DescribesItself),
        SessionStoreCheck.Of(Session_HeldByOne_IsLockedForAll),
        SessionStoreCheck.Of(Session_OfAnotherKey_IsFree),
        SessionStoreCheck.Of(Session_GivenUp_IsFree),
        SessionStoreCheck.Of(Acquire_StoresNothing),
        SessionStoreCheck.Of(Acquire_Cancelled_HoldsNothing),
        SessionStoreCheck.Of(Holder_Killed_IsSucceededByAnother),
        SessionStoreCheck.Of(Holder_Paused_CanNotWriteAnyMore),
        SessionStoreCheck.Of(Holder_Paused_DoesNotFreeItsSuccessor),
        SessionStoreCheck.Of(Holder_WhoseLeaseWasRemoved_CanNotWriteAnyMore),
        SessionStoreCheck.Of(Holder_WhoseLeaseWasRemoved_IsNotTakenForItsSuccessor),
        SessionStoreCheck.Of(Storage_OfANewerVersion_IsRefusedAndLeft),
    ];

    private static Task<bool> Store_DescribesItself(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var description = harness.Open().Description;

        Expect.That(description.Length > 0 && !description.Any(char.IsControl), "Description has to be a noun phrase of one line");
        return Task.FromResult(true);
    }

    private static async Task<bool> Session_HeldByOne_IsLockedForAll(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var store = harness.Open();
        await using var lease = (await store.AcquireAsync(Key, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

        await Expect.FaultAsync(SessionStoreFault.Locked, async () => await store.AcquireAsync(Key, cancellationToken).ConfigureAwait(false),
            "a second AcquireAsync of the same store").ConfigureAwait(false);
        await Expect.FaultAsync(SessionStoreFault.Locked, async () => await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false),
            "AcquireAsync of another store on the same storage").ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Session_OfAnotherKey_IsFree(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var store = harness.Open();
        await using var one = (await store.AcquireAsync(Key, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await using var upper = (await store.AcquireAsync("One", cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await using var other = (await store.AcquireAsync("../Ünïcode 'key'; 😀", cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await using var longest = (await store.AcquireAsync(new string('k', 100), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Session_GivenUp_IsFree(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);

        await using var next = (await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await ThrowsDisposedAsync(async () => await lease.ReadAsync(cancellationToken).ConfigureAwait(false), "ReadAsync").ConfigureAwait(false);
        await ThrowsDisposedAsync(async () => await lease.WriteAsync(new byte[] { 1 }, 0, cancellationToken).ConfigureAwait(false), "WriteAsync").ConfigureAwait(false);
        await ThrowsDisposedAsync(async () => await lease.Updates.ReadAsync(cancellationToken).ConfigureAwait(false), "Updates.ReadAsync").ConfigureAwait(false);
        await ThrowsDisposedAsync(async () => await lease.Peers.FindAsync(1, cancellationToken).ConfigureAwait(false), "Peers.FindAsync").ConfigureAwait(false);
        await ThrowsDisposedAsync(async () => await lease.Peers.ClearAsync(cancellationToken).ConfigureAwait(false), "Peers.ClearAsync").ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Acquire_StoresNothing(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        await (await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);

        Expect.That(await lease.ReadAsync(cancellationToken).ConfigureAwait(false) is null, "a session that nobody wrote has no login");
        await Expect.MarksAsync(lease, [], cancellationToken).ConfigureAwait(false);
        Expect.Peer(await lease.Peers.FindAsync(1, cancellationToken).ConfigureAwait(false), null, "FindAsync");
        return true;
    }

    private static async Task<bool> Acquire_Cancelled_HoldsNothing(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var cancelled = new CancellationToken(canceled: true);

        await Expect.ThrowsAsync<OperationCanceledException>(async () => await harness.Open().AcquireAsync(Key, cancelled).ConfigureAwait(false),
            "a cancelled AcquireAsync").ConfigureAwait(false);

        await using var lease = (await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Holder_Killed_IsSucceededByAnother(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.WriteAsync(new byte[] { 1, 2 }, 0, cancellationToken).ConfigureAwait(false);
        await lease.Updates.WriteAsync([Mark(5)], [], cancellationToken).ConfigureAwait(false);
        if (!await harness.TryKillAsync(lease, Key).ConfigureAwait(false))
            return false;

        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await Expect.LoginAsync(next, [1, 2], cancellationToken).ConfigureAwait(false);
        await Expect.MarksAsync(next, [Mark(5)], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Holder_Paused_CanNotWriteAnyMore(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var paused = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        var version = await paused.WriteAsync(new byte[] { 1 }, 0, cancellationToken).ConfigureAwait(false);
        if (!await harness.TryPauseAsync(paused, Key).ConfigureAwait(false))
            return false;
        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);

        // The successor has written nothing yet, so that only the lease can be what refuses.
        await LosesAsync(async () => await paused.WriteAsync(new byte[] { 9 }, version, cancellationToken).ConfigureAwait(false), "WriteAsync").ConfigureAwait(false);
        await LosesAsync(async () => await paused.Updates.WriteAsync([Mark(9)], [], cancellationToken).ConfigureAwait(false), "Updates.WriteAsync").ConfigureAwait(false);
        await LosesAsync(async () => await paused.Peers.WriteAsync([new StoredPeer { Id = 9 }], cancellationToken).ConfigureAwait(false), "Peers.WriteAsync")
            .ConfigureAwait(false);

        Expect.That(!paused.Lost.CanBeCanceled || paused.Lost.IsCancellationRequested, "Lost has to be cancelled once a write was refused for that");
        await Expect.LoginAsync(next, [1], cancellationToken).ConfigureAwait(false);
        await Expect.MarksAsync(next, [], cancellationToken).ConfigureAwait(false);
        Expect.Peer(await next.Peers.FindAsync(9, cancellationToken).ConfigureAwait(false), null, "FindAsync");
        await next.WriteAsync(new byte[] { 2 }, version, cancellationToken).ConfigureAwait(false);
        await paused.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Holder_Paused_DoesNotFreeItsSuccessor(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var paused = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        if (!await harness.TryPauseAsync(paused, Key).ConfigureAwait(false))
            return false;
        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);

        await paused.DisposeAsync().ConfigureAwait(false);

        await Expect.FaultAsync(SessionStoreFault.Locked, async () => await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false),
            "AcquireAsync after a former holder was disposed").ConfigureAwait(false);
        await next.WriteAsync(new byte[] { 2 }, 0, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Holder_WhoseLeaseWasRemoved_CanNotWriteAnyMore(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var former = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = former.ConfigureAwait(false);
        var version = await former.WriteAsync(new byte[] { 1 }, 0, cancellationToken).ConfigureAwait(false);
        if (!await harness.TryRemoveLeaseAsync(former, Key).ConfigureAwait(false))
            return false;

        await Expect.FaultAsync(SessionStoreFault.LeaseLost, async () => await former.WriteAsync(new byte[] { 9 }, version, cancellationToken).ConfigureAwait(false),
            "WriteAsync of a holder whose lease was removed").ConfigureAwait(false);

        Expect.That(!former.Lost.CanBeCanceled || former.Lost.IsCancellationRequested, "Lost has to be cancelled once a write was refused for that");
        await Expect.LoginAsync(former, [1], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Holder_WhoseLeaseWasRemoved_IsNotTakenForItsSuccessor(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var former = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        if (!await harness.TryRemoveLeaseAsync(former, Key).ConfigureAwait(false))
            return false;
        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);

        await Expect.FaultAsync(SessionStoreFault.LeaseLost, async () => await former.WriteAsync(new byte[] { 9 }, 0, cancellationToken).ConfigureAwait(false),
            "WriteAsync of a holder whose lease was removed, and taken by another one").ConfigureAwait(false);
        await former.DisposeAsync().ConfigureAwait(false);

        await Expect.FaultAsync(SessionStoreFault.Locked, async () => await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false),
            "AcquireAsync after a former holder was disposed").ConfigureAwait(false);
        await next.WriteAsync(new byte[] { 2 }, 0, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Storage_OfANewerVersion_IsRefusedAndLeft(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.Updates.WriteAsync([Mark(1)], [], cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
        if (!await harness.TryMakeNewerAsync().ConfigureAwait(false))
            return false;

        await Expect.FaultAsync(SessionStoreFault.NewerVersion, async () =>
        {
            var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
            await using var held = next.ConfigureAwait(false);
            await next.Updates.WriteAsync([Mark(2)], [], cancellationToken).ConfigureAwait(false);
        }, "using the storage of a newer version").ConfigureAwait(false);
        return true;
    }

    private static UpdateMark Mark(int handled) => new(new UpdateBox(UpdateBoxKind.Pts), handled, handled);

    private static Task LosesAsync(Func<Task> write, string what) =>
        Expect.FaultAsync(SessionStoreFault.LeaseLost, write, $"{what} of a holder that slept too long", nameof(Holder_Paused_CanNotWriteAnyMore));

    private static Task ThrowsDisposedAsync(Func<Task> call, string what) =>
        Expect.ThrowsAsync<ObjectDisposedException>(call, $"{what} of a lease that was given up", nameof(Session_GivenUp_IsFree));
}
