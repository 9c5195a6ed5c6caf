using TelegramHost.Client.Network;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Network;

public sealed class DialRaceTests
{
    private static readonly TimeSpan _headStart = TimeSpan.FromMilliseconds(250);

    private readonly ManualTimeProvider _time = new();
    private readonly List<int> _begun = [];
    private readonly List<string> _undone = [];
    private readonly TaskCompletionSource<string>[] _tries = [new(), new(), new()];

    [Fact]
    public async Task First_ThatAnswersInItsHeadStart_IsTheOnlyOneThatBegins()
    {
        var race = RunAsync();
        _tries[0].SetResult("a");

        Assert.Equal("a", (await race).Winner);
        Assert.Equal([0], _begun);
    }

    [Fact]
    public async Task Next_BeginsWhenTheHeadStartIsOver_AndMayWin()
    {
        var race = RunAsync();
        _time.Advance(_headStart);
        await UntilBegunAsync(2);
        _tries[1].SetResult("b");

        Assert.Equal("b", (await race).Winner);
        Assert.Equal([0, 1], _begun);
        Assert.Equal(["cancelled 0"], _undone);
    }

    [Fact]
    public async Task Next_BeginsAtOnceWhenOneFails()
    {
        var race = RunAsync();
        _tries[0].SetException(new TransportException("no"));
        await UntilBegunAsync(2);
        _tries[1].SetException(new TransportException("neither"));
        await UntilBegunAsync(3);
        _tries[2].SetResult("c");

        var (winner, faults) = await race;
        Assert.Equal("c", winner);
        Assert.Equal(["no", "neither"], faults.Select(fault => fault.Message));
    }

    [Fact]
    public async Task Race_ThatAllLose_TellsHowEachFailed()
    {
        foreach (var one in _tries)
            one.SetException(new TransportException("no"));

        var (winner, faults) = await RunAsync();

        Assert.Null(winner);
        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public async Task OneThatWinsTooLate_IsUndone()
    {
        var lost = new TaskCompletionSource();
        var race = new DialRace<string>(_headStart, _time).RunAsync([StubbornAsync, _ => _tries[1].Task], Undo, default);
        _time.Advance(_headStart);
        _tries[1].SetResult("b");
        await lost.Task;
        Assert.False(race.IsCompleted);
        _tries[0].SetResult("a");

        Assert.Equal("b", (await race).Winner);
        Assert.Equal(["a"], _undone);

        Task<string> StubbornAsync(CancellationToken cancellationToken)
        {
            cancellationToken.Register(lost.SetResult);
            return _tries[0].Task;
        }
    }

    [Fact]
    public async Task Race_ThatIsGivenUp_EndsAllTries()
    {
        using var giveUp = new CancellationTokenSource();
        var race = RunAsync(giveUp.Token);
        _time.Advance(_headStart);
        await UntilBegunAsync(2);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => race);
        Assert.Equal(["cancelled 0", "cancelled 1"], _undone.Order());
    }

    private Task<(string? Winner, IReadOnlyList<Exception> Faults)> RunAsync(CancellationToken cancellationToken = default) =>
        new DialRace<string>(_headStart, _time).RunAsync(
            [.. Enumerable.Range(0, 3).Select(i => (Func<CancellationToken, Task<string>>)(token => TryAsync(i, token)))], Undo, cancellationToken);

    private async Task<string> TryAsync(int number, CancellationToken cancellationToken)
    {
        lock (_begun)
            _begun.Add(number);
        try
        {
            return await _tries[number].Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_undone)
                _undone.Add($"cancelled {number}");
            throw;
        }
    }

    private ValueTask Undo(string late)
    {
        _undone.Add(late);
        return ValueTask.CompletedTask;
    }

    private async Task UntilBegunAsync(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            lock (_begun)
            {
                if (_begun.Count >= count)
                    return;
            }

            await Task.Delay(1, patience.Token);
        }
    }
}
