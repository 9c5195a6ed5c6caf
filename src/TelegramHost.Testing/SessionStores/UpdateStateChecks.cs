using TelegramHost.Client.Sessions;

namespace TelegramHost.Testing.SessionStores;

/// <summary>How far updates were handled.</summary>
internal static class UpdateStateChecks
{
    private const string Key = "one";

    public static IReadOnlyList<SessionStoreCheck> All { get; } =
    [
        SessionStoreCheck.Of(Marks_Written_AreReadByTheNextHolder),
        SessionStoreCheck.Of(Marks_Changed_LeaveTheOthers),
        SessionStoreCheck.Of(Marks_Removed_AreGone),
        SessionStoreCheck.Of(Marks_OfABatchThatFails_StayTheOld),
        SessionStoreCheck.Of(Marks_OfManyChannels_AreReadAsTheyWere),
    ];

    private static async Task<bool> Marks_Written_AreReadByTheNextHolder(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        UpdateMark[] marks =
        [
            new(new UpdateBox(UpdateBoxKind.Pts), int.MaxValue, int.MaxValue),
            new(new UpdateBox(UpdateBoxKind.Qts), -1, 0),
            new(new UpdateBox(UpdateBoxKind.Seq), int.MinValue, 3),
            new(new UpdateBox(UpdateBoxKind.Date), 1_800_000_000, 1_800_000_001),
            new(new UpdateBox(UpdateBoxKind.Channel, 1), 10, 12),
            new(new UpdateBox(UpdateBoxKind.Channel, 1L << 40), 20, 25),
            new(new UpdateBox(UpdateBoxKind.Chat, 1), 7, 7),
            new(new UpdateBox(UpdateBoxKind.Chat, -1_000_000_000_001), 8, 8),
            new(new UpdateBox(UpdateBoxKind.Message), 0, 600),
            new(new UpdateBox(UpdateBoxKind.Message, 1), 0, 700),
        ];
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.Updates.WriteAsync(marks, [], cancellationToken).ConfigureAwait(false);
        await Expect.MarksAsync(lease, marks, cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);

        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await Expect.MarksAsync(next, marks, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Marks_Changed_LeaveTheOthers(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        await lease.Updates.WriteAsync([Channel(1, 1, 1), Channel(2, 1, 1)], [], cancellationToken).ConfigureAwait(false);

        await lease.Updates.WriteAsync([Channel(2, 5, 9), Channel(3, 1, 1)], [], cancellationToken).ConfigureAwait(false);
        await lease.Updates.WriteAsync([], [], cancellationToken).ConfigureAwait(false);

        await Expect.MarksAsync(lease, [Channel(1, 1, 1), Channel(2, 5, 9), Channel(3, 1, 1)], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Marks_Removed_AreGone(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.Updates.WriteAsync([Channel(1, 1, 1), Channel(2, 2, 2), Channel(3, 3, 3)], [], cancellationToken).ConfigureAwait(false);

        await lease.Updates.WriteAsync([Channel(2, 7, 7)], [Channel(1, 0, 0).Box, Channel(99, 0, 0).Box], cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);

        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await Expect.MarksAsync(next, [Channel(2, 7, 7), Channel(3, 3, 3)], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Marks_OfABatchThatFails_StayTheOld(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        UpdateMark[] old = [Channel(1, 1, 1), Channel(2, 1, 1)];
        UpdateMark[] batch = [Channel(1, 5, 5), Channel(2, 5, 5), Channel(3, 5, 5), Channel(4, 5, 5)];
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await lease.Updates.WriteAsync(old, [], cancellationToken).ConfigureAwait(false);

        await Expect.ThrowsAsync<InterruptedException>(
            async () => await lease.Updates.WriteAsync(new Interrupted<UpdateMark>(batch), [old[0].Box], cancellationToken).ConfigureAwait(false),
            "a batch that fails").ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(
            async () => await lease.Updates.WriteAsync(batch, [], new CancellationToken(canceled: true)).ConfigureAwait(false),
            "a cancelled batch").ConfigureAwait(false);

        await Expect.MarksAsync(lease, old, cancellationToken).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
        var next = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = next.ConfigureAwait(false);
        await Expect.MarksAsync(next, old, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> Marks_OfManyChannels_AreReadAsTheyWere(SessionStoreHarness harness, CancellationToken cancellationToken)
    {
        UpdateMark[] marks = [.. Enumerable.Range(1, 10_000).Select(i => Channel(i, i, i + 1))];
        var lease = await harness.Open().AcquireAsync(Key, cancellationToken).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);

        await lease.Updates.WriteAsync(marks, [], cancellationToken).ConfigureAwait(false);
        await Expect.MarksAsync(lease, marks, cancellationToken).ConfigureAwait(false);

        await lease.Updates.WriteAsync([], [.. marks.Select(mark => mark.Box)], cancellationToken).ConfigureAwait(false);
        await Expect.MarksAsync(lease, [], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static UpdateMark Channel(long id, int handled, int reserved) => new(new UpdateBox(UpdateBoxKind.Channel, id), handled, reserved);
}
