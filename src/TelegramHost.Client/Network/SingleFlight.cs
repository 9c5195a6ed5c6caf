namespace TelegramHost.Client.Network;

/// <summary>Has a thing made once for each data centre, however many need it at the same time.</summary>
/// <remarks>
/// All who wait share the result, and the fault: whoever comes later tries again. If the one who makes it gives up, that is no fault of the
/// thing: one of the others makes it then.
/// </remarks>
internal sealed class SingleFlight<T>
{
    private readonly Lock _gate = new();
    // Null while nothing is: most clients never have more than one data centre.
    private Dictionary<int, Task<T>>? _underWay;

    /// <summary>Makes it, or waits for whoever does.</summary>
    public async Task<T> RunAsync(int dc, Func<CancellationToken, Task<T>> make, CancellationToken cancellationToken)
    {
        while (true)
        {
            var own = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<T>? other;
            lock (_gate)
            {
                _underWay ??= [];
                if (!_underWay.TryGetValue(dc, out other))
                    _underWay.Add(dc, own.Task);
            }

            if (other is null)
                return await LeadAsync(dc, own, make, cancellationToken).ConfigureAwait(false);
            try
            {
                return await other.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Who made it has given up.
            }
        }
    }

    private async Task<T> LeadAsync(int dc, TaskCompletionSource<T> own, Func<CancellationToken, Task<T>> make, CancellationToken cancellationToken)
    {
        try
        {
            var made = await make(cancellationToken).ConfigureAwait(false);
            End(dc);
            own.SetResult(made);
            return made;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            End(dc);
            own.SetCanceled(cancellationToken);
            throw;
        }
        catch (Exception exception)
        {
            End(dc);
            own.SetException(exception);
            // The leader itself throws it; that nobody waited beside it is no unobserved fault.
            _ = own.Task.Exception;
            throw;
        }
    }

    private void End(int dc)
    {
        lock (_gate)
        {
            _underWay!.Remove(dc);
            if (_underWay.Count == 0)
                _underWay = null;
        }
    }
}
