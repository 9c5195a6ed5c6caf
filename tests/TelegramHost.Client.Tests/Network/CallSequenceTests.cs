using TelegramHost.Client.Network;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Tests.Network;

/// <summary>Places in a row of calls.</summary>
public sealed class CallSequenceTests
{
    [Fact]
    public async Task SecondCall_WaitsUntilTheFirstIsOnItsWay_AndNamesItsLatestTry()
    {
        var row = new CallSequence();
        var (first, second) = (row.Join(), row.Join());
        var turn = second.WaitTurnAsync(default);
        Assert.False(turn.IsCompleted);

        first.Post(Call());
        await turn;
        var again = Call();
        first.Post(again);

        Assert.Same(again, second.Predecessor);
    }

    [Fact]
    public async Task CallThatEndsBeforeItIsSent_HoldsNobodyUp()
    {
        var row = new CallSequence();
        var (first, second) = (row.Join(), row.Join());

        first.End();
        await second.WaitTurnAsync(default);

        Assert.Null(second.Predecessor);
    }

    [Fact]
    public async Task WaitForATurn_EndsWithItsCaller()
    {
        var row = new CallSequence();
        row.Join();
        using var cancellation = new CancellationTokenSource();
        var turn = row.Join().WaitTurnAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
    }

    [Fact]
    public void FirstOfARow_WaitsForNobody() => Assert.True(new CallSequence().Join().WaitTurnAsync(default).IsCompletedSuccessfully);

    private static PendingCall Call() => new(new byte[4], RequestKind.Repeatable, "a", new CallTable(new ClientIntroduction(new TelegramClientOptions(), TimeSpan.Zero), new WakeSignal()));
}
