using System.Runtime.CompilerServices;

namespace TelegramHost.Client.Network;

/// <summary>The one read and the one write that a loop may have under way; both wake the loop when they end.</summary>
/// <remarks>
/// A loop can't await one of them: while a write waits for a slow peer, reading goes on, or two full sides would wait for
/// each other. That one has ended is known from its continuation alone: it reads as completed a moment before that runs, and whoever took the
/// result then would give the pooled object behind it to another read while this one is still about to call its continuation.
/// </remarks>
#pragma warning disable CA2012 // each awaiter is asked for its result once; a field is the only place between two wakes
internal sealed class PendingIo
{
    private readonly FramedConnection _connection;
    private readonly WakeSignal _wake;
    private readonly CancellationToken _cancellationToken;
    private readonly Action _noteFilled;
    private readonly Action _noteFlushed;
    private ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter _fill;
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _flush;
    private bool _isFilling;
    private volatile bool _isFilled;
    private volatile bool _isFlushed;

    /// <summary>Nothing is under way yet.</summary>
    public PendingIo(FramedConnection connection, WakeSignal wake, CancellationToken cancellationToken)
    {
        (_connection, _wake, _cancellationToken) = (connection, wake, cancellationToken);
        _noteFilled = () =>
        {
            _isFilled = true;
            wake.SetAndRun(isThreadFree: true);
        };
        _noteFlushed = () =>
        {
            _isFlushed = true;
            wake.SetAndRun(isThreadFree: true);
        };
    }

    /// <summary>Whether a write is under way.</summary>
    public bool IsFlushing { get; private set; }

    /// <summary>Whether something that was under way has ended.</summary>
    public bool HasNews => (_isFilling && _isFilled) || (IsFlushing && _isFlushed);

    /// <summary>Begins to read.</summary>
    public void StartFill()
    {
        (_isFilling, _isFilled) = (true, false);
        _fill = _connection.FillAsync(_cancellationToken).ConfigureAwait(false).GetAwaiter();
        if (_fill.IsCompleted)
            _isFilled = true;
        else
            _fill.UnsafeOnCompleted(_noteFilled);
    }

    /// <summary>Begins to write all that is pending.</summary>
    public void StartFlush()
    {
        (IsFlushing, _isFlushed) = (true, false);
        _flush = _connection.FlushAsync(_cancellationToken).ConfigureAwait(false).GetAwaiter();
        if (_flush.IsCompleted)
            _isFlushed = true;
        else
            _flush.UnsafeOnCompleted(_noteFlushed);
    }

    /// <summary>Takes the end of a read.</summary>
    /// <param name="filled">Whether bytes came; false at the end of the stream.</param>
    /// <returns>Whether a read has ended.</returns>
    public bool TryEndFill(out bool filled)
    {
        filled = false;
        if (!_isFilling || !_isFilled)
            return false;
        _isFilling = false;
        filled = _fill.GetResult();
        return true;
    }

    /// <summary>Takes the end of a write, if there was one.</summary>
    /// <returns>Whether no write is under way any more.</returns>
    public bool TryEndFlush()
    {
        if (IsFlushing && _isFlushed)
        {
            IsFlushing = false;
            _flush.GetResult();
        }

        return !IsFlushing;
    }

    /// <summary>Closes the connection, waits for what was under way and gives the buffers back.</summary>
    public async ValueTask CloseAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        // Each of the two can tell one listener that it ended, and that is the signal.
        while ((_isFilling && !_isFilled) || (IsFlushing && !_isFlushed))
            await _wake.WaitAsync().ConfigureAwait(false);
        Observe(() => TryEndFill(out _));
        Observe(() => TryEndFlush());
        _connection.ReleaseBuffers();
    }

    private static void Observe(Action end)
    {
        try
        {
            end();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // That closing ends it with a fault is what closing is for; why the connection was closed is known to the loop.
        }
    }
}
