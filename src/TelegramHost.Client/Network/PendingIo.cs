using System.Runtime.CompilerServices;

namespace TelegramHost.Client.Network;

/// <summary>The one read and the one write that a loop may have under way; both wake the loop when they end.</summary>
/// <remarks>
/// A loop can't await one of them: while a write waits for a slow peer, reading goes on, or two full sides would wait for
/// each other.
/// </remarks>
#pragma warning disable CA2012 // each awaiter is asked for its result once; a field is the only place between two wakes
internal sealed class PendingIo(FramedConnection connection, WakeSignal wake, CancellationToken cancellationToken)
{
    private readonly Action _wakeUp = wake.Set;
    private ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter _fill;
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _flush;
    private bool _isFilling;

    /// <summary>Whether a write is under way.</summary>
    public bool IsFlushing { get; private set; }

    /// <summary>Whether something that was under way has ended.</summary>
    public bool HasNews => (_isFilling && _fill.IsCompleted) || (IsFlushing && _flush.IsCompleted);

    /// <summary>Begins to read.</summary>
    public void StartFill()
    {
        _fill = connection.FillAsync(cancellationToken).ConfigureAwait(false).GetAwaiter();
        _isFilling = true;
        if (!_fill.IsCompleted)
            _fill.UnsafeOnCompleted(_wakeUp);
    }

    /// <summary>Begins to write all that is pending.</summary>
    public void StartFlush()
    {
        _flush = connection.FlushAsync(cancellationToken).ConfigureAwait(false).GetAwaiter();
        IsFlushing = true;
        if (!_flush.IsCompleted)
            _flush.UnsafeOnCompleted(_wakeUp);
    }

    /// <summary>Takes the end of a read.</summary>
    /// <param name="filled">Whether bytes came; false at the end of the stream.</param>
    /// <returns>Whether a read has ended.</returns>
    public bool TryEndFill(out bool filled)
    {
        filled = false;
        if (!_isFilling || !_fill.IsCompleted)
            return false;
        _isFilling = false;
        filled = _fill.GetResult();
        return true;
    }

    /// <summary>Takes the end of a write, if there was one.</summary>
    /// <returns>Whether no write is under way any more.</returns>
    public bool TryEndFlush()
    {
        if (IsFlushing && _flush.IsCompleted)
        {
            IsFlushing = false;
            _flush.GetResult();
        }

        return !IsFlushing;
    }

    /// <summary>Closes the connection, waits for what was under way and gives the buffers back.</summary>
    public async ValueTask CloseAsync()
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        // Each of the two can tell one listener that it ended, and that is the signal.
        while ((_isFilling && !_fill.IsCompleted) || (IsFlushing && !_flush.IsCompleted))
            await wake.WaitAsync().ConfigureAwait(false);
        Observe(() => TryEndFill(out _));
        Observe(() => TryEndFlush());
        connection.ReleaseBuffers();
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
