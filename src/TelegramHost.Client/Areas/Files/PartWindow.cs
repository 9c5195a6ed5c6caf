using System.Runtime.ExceptionServices;

namespace TelegramHost.Client.Areas.Files;

/// <summary>Lets so many parts be under way at a time; the first that fails stops the others. For one who starts them.</summary>
internal sealed class PartWindow : IAsyncDisposable
{
    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _stopping;
    private readonly CancellationToken _caller;
    private readonly HashSet<Task> _underWay = [];
    private Exception? _fault;

    /// <summary>A window of <paramref name="places"/> parts.</summary>
    public PartWindow(int places, CancellationToken cancellationToken)
    {
        _places = new SemaphoreSlim(places, places);
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _caller = cancellationToken;
    }

    /// <summary>Waits for a place. Each one that was got MUST be used by <see cref="Start"/>, or the window be disposed.</summary>
    /// <exception cref="Exception">The fault of a part.</exception>
    public async Task WaitAsync()
    {
        try
        {
            await _places.WaitAsync(_stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            ThrowIfFailed();
            throw;
        }
    }

    /// <summary>Starts a part, which gives its place back when it ends.</summary>
    public void Start(Func<CancellationToken, Task> send)
    {
        _underWay.RemoveWhere(static task => task.IsCompleted);
        _underWay.Add(RunAsync(send));
    }

    /// <summary>Ends when all parts have.</summary>
    /// <exception cref="Exception">The fault of the first that failed.</exception>
    public async Task FinishAsync()
    {
        await Task.WhenAll(_underWay).ConfigureAwait(false);
        ThrowIfFailed();
    }

    /// <summary>Stops what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_underWay).ConfigureAwait(false);
        _stopping.Dispose();
        _places.Dispose();
    }

    private void ThrowIfFailed()
    {
        _caller.ThrowIfCancellationRequested();
        if (_fault is { } fault)
            ExceptionDispatchInfo.Throw(fault);
    }

    // Never fails itself: the fault is kept, and told by whoever waits next.
    private async Task RunAsync(Func<CancellationToken, Task> send)
    {
        try
        {
            await send(_stopping.Token).ConfigureAwait(false);
            _places.Release();
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _fault, exception, null);
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
    }
}
