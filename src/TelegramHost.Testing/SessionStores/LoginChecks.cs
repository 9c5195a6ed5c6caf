using TelegramHost.Client;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Testing.SessionStores;

/// <summary>The login: bytes that are replaced as a whole.</summary>
internal static class LoginChecks
{
    private const string Key = "one";

    public static IReadOnlyList<SessionStoreCheck> All { get; } =
    [
        SessionStoreCheck.Of(Login_Written_IsReadByTheNextHolder),
        SessionStoreCheck.Of(Login_OfAnotherVersion_IsNotReplaced),
        SessionStoreCheck.Of(Login_OfEveryLength_IsReadAsItWas),
        SessionStoreCheck.Of(Login_ClearedByItsWriter_StaysStored),
        SessionStoreCheck.Of(Login_WhoseWriteIsCancelled_StaysTheOld),
        SessionStoreCheck.Of(Logins_OfSeveralClients_AreKeptApart),
    ];

    private static async Task<bool> Login_Written_IsReadByTheNextHolder(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        var version = await lease.WriteAsync(new byte[] { 1, 2, 3 }, 0, cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);

        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await Expect.LoginAsync(next, [1, 2, 3], cancellationToken).ConfigureAwait(false);
        var stored = await next.ReadAsync(cancellationToken).ConfigureAwait(false);
        Expect.That(version != 0, "the version of what is stored is not 0");
        Expect.That(stored!.Value.Version == version, "ReadAsync has to tell the version that WriteAsync answered");
        return true;
    }

    private static async Task<bool> Login_OfAnotherVersion_IsNotReplaced(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        await Expect.FaultAsync(SessionStoreFault.Conflict, async () => await lease.WriteAsync(new byte[] { 9 }, 12345, cancellationToken).ConfigureAwait(false),
            "a write over nothing that expects something").ConfigureAwait(false);
        var first = await lease.WriteAsync(new byte[] { 1 }, 0, cancellationToken).ConfigureAwait(false);
        var second = await lease.WriteAsync(new byte[] { 2 }, first, cancellationToken).ConfigureAwait(false);

        await Expect.FaultAsync(SessionStoreFault.Conflict, async () => await lease.WriteAsync(new byte[] { 9 }, 0, cancellationToken).ConfigureAwait(false),
            "a write over something that expects nothing").ConfigureAwait(false);
        await Expect.FaultAsync(SessionStoreFault.Conflict, async () => await lease.WriteAsync(new byte[] { 9 }, first, cancellationToken).ConfigureAwait(false),
            "a write that expects an older version").ConfigureAwait(false);

        Expect.That(first != second, "another content has another version");
        await Expect.LoginAsync(lease, [2], cancellationToken).ConfigureAwait(false);
        await lease.WriteAsync(new byte[] { 3 }, second, cancellationToken).ConfigureAwait(false);
        await Expect.LoginAsync(lease, [3], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Login_OfEveryLength_IsReadAsItWas(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        var version = 0L;
        foreach (var length in (int[])[1, 256, 4096, 100_000])
        {
            var data = new byte[length];
            for (var i = 0; i < length; i++)
                data[i] = (byte)(length + i);
            version = await lease.WriteAsync(data, version, cancellationToken).ConfigureAwait(false);
            await Expect.LoginAsync(lease, data, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static async Task<bool> Login_ClearedByItsWriter_StaysStored(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        byte[] data = [1, 2, 3];
        await lease.WriteAsync(data, 0, cancellationToken).ConfigureAwait(false);

        Array.Clear(data);

        await Expect.LoginAsync(lease, [1, 2, 3], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Login_WhoseWriteIsCancelled_StaysTheOld(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        var version = await lease.WriteAsync(new byte[] { 1 }, 0, cancellationToken).ConfigureAwait(false);
        var cancelled = new CancellationToken(canceled: true);

        await Expect.ThrowsAsync<OperationCanceledException>(async () => await lease.WriteAsync(new byte[] { 2 }, version, cancelled).ConfigureAwait(false),
            "a cancelled WriteAsync").ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(async () => await lease.ReadAsync(cancelled).ConfigureAwait(false),
            "a cancelled ReadAsync").ConfigureAwait(false);

        await Expect.LoginAsync(lease, [1], cancellationToken).ConfigureAwait(false);
        await lease.WriteAsync(new byte[] { 3 }, version, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Logins_OfSeveralClients_AreKeptApart(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var store = harness.Open();
        string[] keys = ["one", "One", "two", "../one"];
        for (byte i = 0; i < keys.Length; i++)
        {
            var lease = await store.AcquireAsync(keys[i], cancellationToken).ConfigureAwait(false);
            await using var held = lease.ConfigureAwait(false);
            await lease.WriteAsync(new byte[] { i }, 0, cancellationToken).ConfigureAwait(false);
            await lease.Updates.WriteAsync([Mark(i)], [], cancellationToken).ConfigureAwait(false);
            await lease.Peers.WriteAsync([Peer(i)], cancellationToken).ConfigureAwait(false);
        }

        for (byte i = 0; i < keys.Length; i++)
        {
            var lease = await harness.Open().AcquireAsync(keys[i], cancellationToken).ConfigureAwait(false);
            await using var held = lease.ConfigureAwait(false);
            await Expect.LoginAsync(lease, [i], cancellationToken).ConfigureAwait(false);
            await Expect.MarksAsync(lease, [Mark(i)], cancellationToken).ConfigureAwait(false);
            Expect.Peer(await lease.Peers.FindAsync(7, cancellationToken).ConfigureAwait(false), Peer(i), "FindAsync");
            Expect.Peer(await lease.Peers.FindByUsernameAsync("name", cancellationToken).ConfigureAwait(false), Peer(i), "FindByUsernameAsync");
            await lease.Peers.ClearAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;

        static UpdateMark Mark(int i) => new(new UpdateBox(UpdateBoxKind.Pts), i, i);

        static StoredPeer Peer(int i) => new() { Id = 7, AccessHash = i, Usernames = ["name"], Phone = "1" };
    }
}
