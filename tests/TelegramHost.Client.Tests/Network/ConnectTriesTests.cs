using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.CircuitBreaker;
using TelegramHost.Client.Network;
using TelegramHost.Client.Rpc;
using TelegramHost.Client.Tests.Rpc;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Network;

/// <summary>Pipeline Connect, as those go through it who want a connection.</summary>
public sealed class ConnectTriesTests : IConnecting
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _time = new();
    private readonly TransportException _fault = new("nobody answers");
    private readonly List<(Exception Fault, TimeSpan Pause)> _pauses = [];
    private readonly TelegramClientOptions _options = new();
    private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _broken;
    private int _tries;

    [Fact]
    public async Task Pauses_GrowUpToTheLimit_AndEachIsTold()
    {
        Assert.Equal(20, await _time.RunAsync(RunAsync(FailsUntil(20))));

        Assert.Equal(19, _pauses.Count);
        Assert.All(_pauses, told => Assert.Same(_fault, told.Fault));
        Assert.True(_pauses[0].Pause <= 2 * _first, $"{_pauses[0].Pause}");
        Assert.Equal(_longest, _pauses.Max(told => told.Pause));
        Assert.True(_pauses.Take(3).Sum(told => told.Pause.TotalSeconds) < _pauses.TakeLast(3).Sum(told => told.Pause.TotalSeconds));
    }

    [Fact]
    public async Task BrokenConnection_CountsAsATryThatFailed()
    {
        var broken = new TransportException("cut");
        _broken = broken;

        Assert.Equal(1, await _time.RunAsync(RunAsync(FailsUntil(1), broken)));

        Assert.Same(broken, Assert.Single(_pauses).Fault);
    }

    [Fact]
    public async Task FaultThatNoTryMends_EndsThem()
    {
        var fatal = new TransportException("somebody else's server");

        var thrown = await Assert.ThrowsAsync<TransportException>(() => RunAsync(_ => throw fatal));

        Assert.Same(fatal, thrown);
        Assert.Empty(_pauses);
    }

    [Fact]
    public async Task SignalInAPause_LeadsToATryAtOnce_AndTheCountBeginsAnew()
    {
        (_options.Connection.ReconnectDelay, _options.Connection.MaxReconnectDelay) = (TimeSpan.FromHours(1), TimeSpan.FromHours(8));
        var tries = Make();
        var running = tries.RunAsync(FailsUntil(2), null, default);
        await _paused.Task;

        // No time passes at all.
        tries.TryNow();

        Assert.Equal(2, await running);
        Assert.Single(_pauses);
    }

    [Fact]
    public async Task SignalDuringATry_EndsIt_AndTheNextBeginsAtOnce()
    {
        var tries = Make();
        var running = tries.RunAsync(
            async token =>
            {
                // The first waits for ever, as on an interface that is gone.
                if (++_tries == 1)
                    await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return _tries;
            },
            null,
            default);

        tries.TryNow();

        Assert.Equal(2, await running);
        Assert.Empty(_pauses);
    }

    [Fact]
    public async Task SignalBetweenTries_ChangesNothing()
    {
        var tries = Make();
        tries.TryNow();

        Assert.Equal(1, await tries.RunAsync(FailsUntil(1), null, default));
        tries.TryNow();
        Assert.Equal(2, await tries.RunAsync(FailsUntil(2), null, default));
    }

    [Fact]
    public async Task TooManyConnections_AreAnsweredWithALongPause_HoweverFewHaveFailed()
    {
        _broken = new TransportException("too many", TransportErrors.Flood);

        await _time.RunAsync(RunAsync(FailsUntil(1), _broken));

        Assert.InRange(Assert.Single(_pauses).Pause, _longest / 2, _longest);
    }

    [Fact]
    public async Task Cancellation_EndsAPause()
    {
        _options.Connection.ReconnectDelay = _options.Connection.MaxReconnectDelay = TimeSpan.FromHours(8);
        using var cancellation = new CancellationTokenSource();
        var running = Make().RunAsync(FailsUntil(2), null, cancellation.Token);
        await _paused.Task;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData(StrategyPlace.Outside, 1)]
    [InlineData(StrategyPlace.Inside, 4)]
    public async Task StrategyOfTheApplication_StandsAroundAllTries_OrAroundEach(StrategyPlace place, int times)
    {
        List<string?> seen = [];
        _options.Resilience.AddStrategies(TelegramPipeline.Connect, pipeline => pipeline.AddStrategy(_ => new Witness(seen), new WitnessOptions()), place);

        Assert.Equal(4, await _time.RunAsync(RunAsync(FailsUntil(4))));

        Assert.Equal(Enumerable.Repeat("dc 2", times), seen);
    }

    [Theory]
    [InlineData(StrategyPlace.Outside)]
    [InlineData(StrategyPlace.Inside)]
    public async Task StrategyThatGivesUp_DoesNotEndTheTries(StrategyPlace place)
    {
        _options.Resilience.AddStrategies(TelegramPipeline.Connect, pipeline => pipeline.AddTimeout(TimeSpan.FromSeconds(5)), place);

        var second = await _time.RunAsync(RunAsync(async token =>
        {
            if (++_tries == 1)
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
            return _tries;
        }));

        Assert.Equal(2, second);
        var told = Assert.IsType<TransportException>(Assert.Single(_pauses).Fault);
        Assert.Contains("pipeline Connect", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StrategyThatRefusesAtOnce_IsAskedAgainAfterAPause()
    {
        var control = new CircuitBreakerManualControl(isIsolated: true);
        _options.Resilience.AddStrategies(TelegramPipeline.Connect, pipeline => pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions { ManualControl = control }));
        var running = RunAsync(FailsUntil(1));
        await _paused.Task;
        Assert.Equal((0, _first), (_tries, _pauses[0].Pause));

        await control.CloseAsync();

        Assert.Equal(1, await _time.RunAsync(running));
    }

    [Fact]
    public async Task StrategiesThatChange_HoldFromTheNextOutageOn()
    {
        List<string?> seen = [];
        var changed = new ResilienceOptions();
        changed.AddStrategies(TelegramPipeline.Connect, pipeline => pipeline.AddStrategy(_ => new Witness(seen), new WitnessOptions()), StrategyPlace.Inside);
        var pipelines = new CallPipelines(_options.Connection, _options.Resilience, Setup);
        var tries = new ConnectTries(this, 2, () => pipelines.Connect, _options.Connection.ReconnectDelay, _time);
        await _time.RunAsync(tries.RunAsync(
            token =>
            {
                pipelines.Use(changed);
                return FailsUntil(3)(token);
            },
            null,
            default));
        Assert.Empty(seen);

        await _time.RunAsync(tries.RunAsync(FailsUntil(5), null, default));

        Assert.Equal(2, seen.Count);
    }

    bool IConnecting.MayTryAgain(Exception fault) => fault == _fault || fault == _broken;

    void IConnecting.HandlePause(Exception fault, TimeSpan pause)
    {
        _pauses.Add((fault, pause));
        _paused.TrySetResult();
    }

    private PipelineSetup Setup => new((_, _) => Task.CompletedTask, () => 2, new SeededEntropy(), _time, NullLogger.Instance);

    private Func<CancellationToken, Task<int>> FailsUntil(int attempt) => _ => ++_tries < attempt ? throw _fault : Task.FromResult(_tries);

    private Task<int> RunAsync(Func<CancellationToken, Task<int>> connect, Exception? broken = null) => Make().RunAsync(connect, broken, default);

    private ConnectTries Make()
    {
        var pipeline = ConnectPipeline.Create(_options.Connection, _options.Resilience, Setup);
        return new ConnectTries(this, 2, () => pipeline, _options.Connection.ReconnectDelay, _time);
    }
}
