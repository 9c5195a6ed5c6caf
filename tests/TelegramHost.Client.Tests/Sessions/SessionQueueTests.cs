using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Sessions;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Sessions;

public sealed class SessionQueueTests
{
    private readonly MemorySessionStore _store = new();
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Locked_Session_FailsAtOnce_ByDefault()
    {
        await using var holder = await _store.AcquireAsync("default", default);

        var exception = await Assert.ThrowsAsync<SessionStoreException>(() => AcquireAsync(new SessionOptions()));

        Assert.Equal(SessionStoreFault.Locked, exception.Fault);
    }

    [Fact]
    public async Task Locked_Session_IsTakenOverWithinASecondOfItsRelease_WhenWaiting()
    {
        var holder = await _store.AcquireAsync("sales", default);
        var acquiring = AcquireAsync(new SessionOptions { Key = "sales", WhenLocked = WhenLocked.Wait });
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(acquiring.IsCompleted);
        while (_time.NextDue is null)
            await Task.Delay(1);

        await holder.DisposeAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        await using var lease = await acquiring.WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<SessionStoreException>(async () => await _store.AcquireAsync("sales", default));
    }

    [Fact]
    public async Task Waiting_Cancelled_Ends()
    {
        await using var holder = await _store.AcquireAsync("default", default);
        using var cancel = new CancellationTokenSource();
        var acquiring = AcquireAsync(new SessionOptions { WhenLocked = WhenLocked.Wait }, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => acquiring);
    }

    [Fact]
    public async Task Place_ThatIsAwayForAWhile_IsWaitedForToo_AndToldOnce()
    {
        var log = new WaitLog();
        var place = new Place(SessionStoreFault.Locked, SessionStoreFault.Locked, SessionStoreFault.Unavailable, SessionStoreFault.Unavailable);

        await using var lease = await _time.RunAsync(SessionQueue.AcquireAsync(place, new SessionOptions { WhenLocked = WhenLocked.Wait }, _time, log, default));

        Assert.Equal(["Locked", "Unavailable"], log.Reasons);
    }

    [Fact]
    public async Task Place_ThatCanNotBeUsedAtFirst_FailsAtOnce()
    {
        var place = new Place(SessionStoreFault.Unavailable);

        var exception = await Assert.ThrowsAsync<SessionStoreException>(
            () => SessionQueue.AcquireAsync(place, new SessionOptions { WhenLocked = WhenLocked.Wait }, _time, NullLogger.Instance, default));

        Assert.Equal(SessionStoreFault.Unavailable, exception.Fault);
    }

    private Task<ISessionLease> AcquireAsync(SessionOptions options, CancellationToken cancellationToken = default) =>
        SessionQueue.AcquireAsync(_store, options, _time, NullLogger.Instance, cancellationToken);

    /// <summary>A store that can't be used at first, for one reason after the other.</summary>
    private sealed class Place(params SessionStoreFault[] faults) : ISessionStore
    {
        private readonly Queue<SessionStoreFault> _faults = new(faults);

        public string Description => "a test";

        public ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken) => _faults.TryDequeue(out var fault)
            ? throw new SessionStoreException(fault, fault.ToString())
            : new MemorySessionStore().AcquireAsync(key, cancellationToken);
    }

    /// <summary>The reasons for which it was waited.</summary>
    private sealed class WaitLog : ILogger
    {
        private const int Waiting = 6000;

        public List<string?> Reasons { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == Waiting)
                Reasons.Add(((IReadOnlyList<KeyValuePair<string, object?>>)state!)[0].Value?.ToString());
        }
    }
}
