using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.Timeout;
using TelegramHost.Client.Rpc;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Rpc;

public sealed class RpcPipelinesTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<int> _homes = [];
    private readonly List<int?> _targets = [];
    private readonly DateTimeOffset _start;
    private int _attempts;

    public RpcPipelinesTests() => _start = _time.GetUtcNow();

    private TimeSpan Elapsed => _time.GetUtcNow() - _start;

    [Fact]
    public async Task FloodWait_BelowTheLimit_IsSleptThrough()
    {
        var answer = await RunAsync(Error(420, "FLOOD_WAIT_15"), Error(420, "FLOOD_WAIT_0"), Answer);

        Assert.Equal(42, answer);
        Assert.Equal(TimeSpan.FromSeconds(16), Elapsed);
        Assert.Equal(3, _attempts);
    }

    [Theory]
    [InlineData("SLOWMODE_WAIT_10")]
    [InlineData("FLOOD_PREMIUM_WAIT_10")]
    [InlineData("FLOOD_TEST_PHONE_WAIT_10")]
    public async Task OtherWaits_AreSleptThroughToo(string text)
    {
        Assert.Equal(42, await RunAsync(Error(420, text), Answer));
        Assert.Equal(TimeSpan.FromSeconds(10), Elapsed);
    }

    [Fact]
    public async Task FloodWait_AboveTheLimit_SurfacesAtOnce()
    {
        var exception = await Assert.ThrowsAsync<FloodWaitException>(() => RunAsync(Error(420, "FLOOD_WAIT_61"), Answer));

        Assert.Equal(TimeSpan.FromSeconds(61), exception.RetryAfter);
        Assert.Equal((1, TimeSpan.Zero), (_attempts, Elapsed));
    }

    [Theory]
    [InlineData("TAKEOUT_INIT_DELAY_2")]
    [InlineData("2FA_CONFIRM_WAIT_2")]
    public async Task WaitThatWantsAPerson_SurfacesAtOnce(string text)
    {
        await Assert.ThrowsAsync<FloodWaitException>(() => RunAsync(Error(420, text), Answer));

        Assert.Equal((1, TimeSpan.Zero), (_attempts, Elapsed));
    }

    [Fact]
    public async Task FloodWait_ThatTheTotalTimeCanNotHold_SurfacesInsteadOfBeingSleptInVain()
    {
        var exception = await Assert.ThrowsAsync<FloodWaitException>(
            () => RunAsync(Error(420, "FLOOD_WAIT_60"), Error(420, "FLOOD_WAIT_60"), Answer));

        Assert.Equal((2, TimeSpan.FromSeconds(60)), (_attempts, Elapsed));
        Assert.Equal(60, exception.Argument);
    }

    [Fact]
    public async Task FloodWaits_WithoutEnd_SurfaceAfterTheLastTry()
    {
        await Assert.ThrowsAsync<FloodWaitException>(() => RunAsync([.. Enumerable.Repeat(Error(420, "FLOOD_WAIT_1"), 10)]));

        Assert.Equal(4, _attempts);
    }

    [Theory]
    [InlineData(500, "WORKER_BUSY_TOO_LONG_RETRY")]
    [InlineData(-503, "Timeout")]
    [InlineData(500, "RPC_CALL_FAIL")]
    [InlineData(400, "MEMBER_OCCUPY_PRIMARY_LOC_RETRY")]
    public async Task TransientErrors_AreRepeatedAFewTimes(int code, string text)
    {
        Assert.Equal(42, await RunAsync(Error(code, text), Error(code, text), Error(code, text), Answer));

        Assert.Equal(4, _attempts);
        Assert.True(Elapsed > TimeSpan.FromSeconds(1), $"{Elapsed}");
    }

    [Fact]
    public async Task TransientErrors_WithoutEnd_Surface()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => RunAsync([.. Enumerable.Repeat(Error(500, "RPC_CALL_FAIL"), 10)]));

        Assert.Equal((4, "RPC_CALL_FAIL"), (_attempts, exception.Error));
    }

    [Theory]
    [InlineData(400, "PEER_ID_INVALID")]
    [InlineData(401, "AUTH_KEY_UNREGISTERED")]
    [InlineData(500, "AUTH_RESTART")]
    [InlineData(500, "RANDOM_ID_DUPLICATE")]
    [InlineData(420, "FROZEN_METHOD_INVALID")]
    [InlineData(400, "PEER_FLOOD")]
    [InlineData(406, "AUTH_KEY_DUPLICATED")]
    public async Task OtherErrors_SurfaceAtOnce(int code, string text)
    {
        var exception = await Assert.ThrowsAnyAsync<RpcException>(() => RunAsync(Error(code, text), Answer));

        Assert.Equal((1, text), (_attempts, exception.Text));
    }

    [Fact]
    public async Task CallThatMustNotBeRepeated_IsNot()
    {
        await Assert.ThrowsAsync<RpcException>(() => RunAsync("auth.signIn", false, Error(500, "RPC_CALL_FAIL"), Answer));
        Assert.Equal(1, _attempts);

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => RunAsync("auth.signIn", false, Never, Answer));
        Assert.Equal(2, _attempts);
    }

    [Fact]
    public async Task TryThatTakesTooLong_IsGivenUpAndRepeated()
    {
        Assert.Equal(42, await RunAsync(Never, Answer));

        Assert.Equal(2, _attempts);
        Assert.True(Elapsed >= TimeSpan.FromSeconds(30), $"{Elapsed}");
    }

    [Fact]
    public async Task Call_ThatNeverSucceeds_EndsWithTheTotalTime()
    {
        var exception = await Assert.ThrowsAsync<TimeoutRejectedException>(() => RunAsync([.. Enumerable.Repeat(Never, 10)]));

        Assert.Equal(TimeSpan.FromSeconds(120), exception.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(120), Elapsed);
    }

    [Theory]
    [InlineData("USER_MIGRATE_5")]
    [InlineData("PHONE_MIGRATE_5")]
    [InlineData("NETWORK_MIGRATE_5")]
    public async Task MigrationOfTheAccount_MovesHomeAndRepeatsTheCall(string text)
    {
        Assert.Equal(42, await RunAsync(Error(303, text), Answer));

        Assert.Equal([5], _homes);
        Assert.Equal([null, null], _targets);
    }

    [Theory]
    [InlineData(303, "STATS_MIGRATE_2", 2)]
    [InlineData(400, "FILE_MIGRATE_4", 4)]
    public async Task MigrationOfOneCall_MovesThisCallOnly(int code, string text, int dc)
    {
        Assert.Equal(42, await RunAsync(Error(code, text), Answer));

        Assert.Empty(_homes);
        Assert.Equal([null, dc], _targets);
    }

    [Fact]
    public async Task WaitThatAnotherDataCentreAskedFor_HoldsTheNextCallBackThatIsSentThere()
    {
        var rig = new PipelineRig(new ResilienceOptions());
        string[] script = ["STATS_MIGRATE_4", "FLOOD_WAIT_30", "STATS_MIGRATE_4", "FLOOD_WAIT_30"];
        rig.Server = _ => throw RpcException.Create(303, script[rig.Attempts - 1], "a");

        await Assert.ThrowsAsync<FloodWaitException>(() => rig.CallAsync(maxFloodWait: TimeSpan.Zero));
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        var wait = await Assert.ThrowsAsync<FloodWaitException>(() => rig.CallAsync(maxFloodWait: TimeSpan.Zero));

        Assert.Equal((TimeSpan.FromSeconds(20), 3), (wait.RetryAfter, rig.Attempts));
    }

    [Fact]
    public async Task Migrations_InACircle_Surface()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => RunAsync([.. Enumerable.Repeat(Error(303, "USER_MIGRATE_1"), 20)]));

        Assert.Equal(("USER_MIGRATE", 4), (exception.Error, _attempts));
    }

    [Fact]
    public async Task Cancellation_IsHeardInTheMiddleOfAWait()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(5), _time);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync("test.call", true, cancellation.Token, Error(420, "FLOOD_WAIT_30"), Answer));

        Assert.Equal((1, TimeSpan.FromSeconds(5)), (_attempts, Elapsed));
    }

    private static Func<string, CancellationToken, Task<int>> Error(int code, string text) =>
        (method, _) => Task.FromException<int>(RpcException.Create(code, text, method));

    private static Task<int> Answer(string method, CancellationToken cancellationToken) => Task.FromResult(42);

    private async Task<int> Never(string method, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private Task<int> RunAsync(params Func<string, CancellationToken, Task<int>>[] script) => RunAsync("test.call", true, script);

    private Task<int> RunAsync(string method, bool mayRepeat, params Func<string, CancellationToken, Task<int>>[] script) =>
        RunAsync(method, mayRepeat, CancellationToken.None, script);

    private async Task<int> RunAsync(
        string method, bool mayRepeat, CancellationToken cancellationToken, params Func<string, CancellationToken, Task<int>>[] script)
    {
        var options = new ResilienceOptions();
        var pipeline = RpcPipelines.Create(options, new PipelineSetup(MoveAsync, () => 2, ZeroEntropy.Instance, _time, NullLogger.Instance));
        var call = new RpcCall
        {
            Method = method,
            MayRepeat = mayRepeat,
            MaxFloodWait = options.MaxFloodWait,
            TotalTimeout = options.TotalTimeout,
        };
        var context = RpcPipelines.Enter(call, cancellationToken);
        var next = 0;
        var running = pipeline.ExecuteAsync(
            async inner =>
            {
                _attempts++;
                _targets.Add(RpcPipelines.CallOf(inner).Dc);
                return BitConverter.GetBytes(await script[next++](method, inner.CancellationToken).ConfigureAwait(false));
            },
            context).AsTask();
        try
        {
            return BitConverter.ToInt32(await _time.RunAsync(running));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        Task MoveAsync(int dc, CancellationToken token)
        {
            _homes.Add(dc);
            return Task.CompletedTask;
        }
    }
}
