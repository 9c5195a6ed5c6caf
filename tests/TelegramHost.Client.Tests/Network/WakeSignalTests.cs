using TelegramHost.Client.Network;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Tests.Network;

/// <summary>In whose thread a loop wakes, and in whose the caller of what it has answered goes on.</summary>
public sealed class WakeSignalTests
{
    private readonly WakeSignal _wake = new();
    private readonly CallTable _calls;
    private int _rounds;
    private int _loopThread;

    public WakeSignalTests() => _calls = new CallTable(new ClientIntroduction(new TelegramClientOptions(), TimeSpan.Zero), _wake);

    [Fact]
    public async Task Caller_GoesOnInTheThreadThatBroughtTheAnswer_OnceTheLoopSleepsAgain()
    {
        var call = Call();
        var loop = LoopAsync(call, rounds: 3);
        var (callerThread, roundsBefore, roundsMeanwhile) = (0, 0, 0);
        var caller = AfterAsync(call, () =>
        {
            (callerThread, roundsBefore) = (Environment.CurrentManagedThreadId, _rounds);
            // Whatever the caller does now, the loop runs: here it is woken by the caller's own next call.
            _wake.SetAndRun(isThreadFree: false);
            roundsMeanwhile = _rounds;
        });

        _wake.SetAndRun(isThreadFree: true);

        Assert.True(caller.IsCompletedSuccessfully);
        Assert.Equal((Environment.CurrentManagedThreadId, 1, 2), (callerThread, roundsBefore, roundsMeanwhile));
        _wake.Set();
        await loop.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Caller_DoesNotGoOnInTheThreadOfAnotherCaller()
    {
        var call = Call();
        var loop = LoopAsync(call, rounds: 2);
        var caller = AfterAsync(call, static () => { });

        _wake.SetAndRun(isThreadFree: false);

        Assert.Equal((Environment.CurrentManagedThreadId, 1), (_loopThread, _rounds));
        await caller.WaitAsync(TimeSpan.FromMinutes(1));
        _wake.Set();
        await loop.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Loop_ThatFindsMoreToDo_LeavesTheThreadOfItsCaller()
    {
        var loop = LoopAsync(Call(), rounds: 3, afterFirst: _wake.Set);

        _wake.SetAndRun(isThreadFree: false);

        // In this order: the loop notes its thread before it counts.
        var rounds = Volatile.Read(ref _rounds);
        Assert.True(rounds == 1 || Volatile.Read(ref _loopThread) != Environment.CurrentManagedThreadId);
        _wake.Set();
        await loop.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Caller_GoesOnInThePool_IfTheLoopDoesNotSleep()
    {
        var call = Call();
        _wake.Set();

        Assert.True(_wake.WaitAsync(Answered(call)).IsCompletedSuccessfully);

        Assert.Equal([7], await call.Outcome.AsTask().WaitAsync(TimeSpan.FromMinutes(1)));
    }

    private async Task LoopAsync(PendingCall call, int rounds, Action? afterFirst = null)
    {
        PendingCall? answered = null;
        while (_rounds < rounds)
        {
            await _wake.WaitAsync(answered).ConfigureAwait(false);
            _loopThread = Environment.CurrentManagedThreadId;
            answered = ++_rounds == 1 ? Answered(call) : null;
            if (_rounds == 1)
                afterFirst?.Invoke();
        }
    }

    private static async Task AfterAsync(PendingCall call, Action then)
    {
        await call.Outcome.ConfigureAwait(false);
        then();
    }

    private static PendingCall Answered(PendingCall call)
    {
        Assert.True(call.TryEnd([7]));
        return call;
    }

    private PendingCall Call() => new(new byte[4], RequestKind.Repeatable, "test.call", _calls);
}
