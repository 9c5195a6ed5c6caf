using TelegramHost.Client.Network;

namespace TelegramHost.Client.Tests.Network;

public sealed class SingleFlightTests
{
    private readonly SingleFlight<int> _flight = new();

    [Fact]
    public async Task UsersAtTheSameTime_ShareOneResult_AndOtherDataCentersHaveTheirOwn()
    {
        var result = new TaskCompletionSource<int>();
        var made = 0;
        Task<int> Make(CancellationToken token)
        {
            made++;
            return result.Task;
        }

        var users = Enumerable.Range(0, 5).Select(_ => _flight.RunAsync(2, Make, default)).ToList();
        var other = _flight.RunAsync(4, _ => Task.FromResult(44), default);
        result.SetResult(22);

        Assert.All(await Task.WhenAll(users), value => Assert.Equal(22, value));
        Assert.Equal(44, await other);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Fault_IsEveryonesOnce_AndTheNextUserTriesAgain()
    {
        var result = new TaskCompletionSource<int>();
        var users = Enumerable.Range(0, 3).Select(_ => _flight.RunAsync(2, _ => result.Task, default)).ToList();
        result.SetException(new TransportException("broken"));

        foreach (var user in users)
            await Assert.ThrowsAsync<TransportException>(() => user);

        Assert.Equal(7, await _flight.RunAsync(2, _ => Task.FromResult(7), default));
    }

    [Fact]
    public async Task FirstUser_WhoGivesUp_LeavesItToTheNext()
    {
        using var givesUp = new CancellationTokenSource();
        var first = _flight.RunAsync(2, async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return 1;
        }, givesUp.Token);
        var second = _flight.RunAsync(2, _ => Task.FromResult(2), default);
        Assert.False(second.IsCompleted);

        await givesUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task UserWhoWaits_CanGiveUpAlone()
    {
        var result = new TaskCompletionSource<int>();
        using var givesUp = new CancellationTokenSource();
        var first = _flight.RunAsync(2, _ => result.Task, default);
        var second = _flight.RunAsync(2, _ => Task.FromResult(0), givesUp.Token);

        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        result.SetResult(5);

        Assert.Equal(5, await first);
    }
}
