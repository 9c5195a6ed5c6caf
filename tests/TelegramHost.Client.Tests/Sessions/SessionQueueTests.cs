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

    private Task<ISessionLease> AcquireAsync(SessionOptions options, CancellationToken cancellationToken = default) =>
        SessionQueue.AcquireAsync(_store, options, _time, NullLogger.Instance, cancellationToken);
}
