using TelegramHost.Client.Sessions;

namespace TelegramHost.Testing.SessionStores;

/// <summary>Updates whose handlers failed. A store need not keep them; then these checks do not apply.</summary>
internal static class QuarantineChecks
{
    private const string Key = "one";

    public static IReadOnlyList<SessionStoreCheck> All { get; } =
    [
        SessionStoreCheck.Of(Quarantine_Written_IsReadByTheNextHolder),
        SessionStoreCheck.Of(Quarantine_ChangedAndRemoved_LeavesTheOthers),
        SessionStoreCheck.Of(Quarantine_OfABatchThatFails_StaysTheOld),
    ];

    private static async Task<bool> Quarantine_Written_IsReadByTheNextHolder(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        QuarantineEntry[] entries = [Entry(1), Entry(long.MaxValue, 0, 255, 7), new(3, Array.Empty<byte>()), new(4, Enumerable.Repeat((byte)9, 100_000).ToArray())];
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        if (lease.Quarantine is not { } quarantine)
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            return false;
        }

        await ExpectAsync(lease, [], cancellationToken).ConfigureAwait(false);
        await quarantine.WriteAsync(entries, [], cancellationToken).ConfigureAwait(false);
        await ExpectAsync(lease, entries, cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);

        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await ExpectAsync(next, entries, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Quarantine_ChangedAndRemoved_LeavesTheOthers(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        if (lease.Quarantine is not { } quarantine)
            return false;
        await quarantine.WriteAsync([Entry(1, 1), Entry(2, 2), Entry(3, 3)], [], cancellationToken).ConfigureAwait(false);

        await quarantine.WriteAsync([Entry(2, 7, 7), Entry(4, 4)], [1, 99], cancellationToken).ConfigureAwait(false);

        await ExpectAsync(lease, [Entry(2, 7, 7), Entry(3, 3), Entry(4, 4)], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Quarantine_OfABatchThatFails_StaysTheOld(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        if (lease.Quarantine is not { } quarantine)
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            return false;
        }

        QuarantineEntry[] old = [Entry(1, 1), Entry(2, 2)];
        await quarantine.WriteAsync(old, [], cancellationToken).ConfigureAwait(false);

        await Expect.ThrowsAsync<InterruptedException>(
            async () => await quarantine.WriteAsync(new Interrupted<QuarantineEntry>([Entry(2, 5), Entry(3, 5), Entry(4, 5)]), [1], cancellationToken).ConfigureAwait(false),
            "a batch that fails").ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(
            async () => await quarantine.WriteAsync([Entry(3, 5)], [1], new CancellationToken(canceled: true)).ConfigureAwait(false),
            "a cancelled batch").ConfigureAwait(false);

        await lease.DisposeAsync().ConfigureAwait(false);
        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await ExpectAsync(next, old, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task ExpectAsync(ISessionLease lease, IReadOnlyList<QuarantineEntry> expected, CancellationToken cancellationToken)
    {
        var found = await lease.Quarantine!.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (Text(found) != Text(expected))
            throw new SessionStoreCheckException($"The quarantine holds {Text(found)}; expected {Text(expected)}.");
    }

    private static string Text(IReadOnlyList<QuarantineEntry> entries) => string.Join(", ", entries.OrderBy(entry => entry.Id).Select(
        entry => $"{entry.Id}: {Convert.ToHexString(entry.Data.Span[..Math.Min(16, entry.Data.Length)])} ({entry.Data.Length} bytes)"));

    private static QuarantineEntry Entry(long id, params byte[] data) => new(id, data);
}
