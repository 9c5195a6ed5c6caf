using Polly;

namespace TelegramHost.Client.Network;

/// <summary>Makes a connection through pipeline Connect, try after try: how many there are, and after which pauses, is the pipeline's matter.</summary>
/// <param name="owner">Who wants the connection. One at a time.</param>
/// <param name="dc">Where it leads.</param>
/// <param name="pipeline">The strategies of the moment.</param>
/// <param name="rest">The pause after a strategy around all tries has ended them.</param>
/// <param name="time">The clock of that pause.</param>
internal sealed class ConnectTries(IConnecting owner, int dc, Func<ResiliencePipeline> pipeline, TimeSpan rest, TimeProvider time)
{
    private static readonly ResiliencePropertyKey<ConnectTries> _key = new("TelegramHost.Connect.Tries");

    private readonly Lock _gate = new();
    private CancellationTokenSource? _run;
    private Task _ending = Task.CompletedTask;

    /// <summary>Those that a strategy works for.</summary>
    public static ConnectTries Of(ResilienceContext context) => context.Properties.GetValue(_key, null!);

    /// <summary>Runs <paramref name="connect"/> until it succeeds, or fails with what no further try can mend.</summary>
    /// <param name="connect">One try.</param>
    /// <param name="broken">What the connection before ended with; it counts as a try that has failed, so a pause comes first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> connect, Exception? broken, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var run = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            lock (_gate)
                _run = run;
            try
            {
                return await ExecuteAsync(connect, broken, run.Token).ConfigureAwait(false);
            }
            catch (ExecutionRejectedException exception)
            {
                // By a strategy around all tries, which has no say in whether they go on.
                HandlePause(exception, rest);
                await Task.Delay(rest, time, run.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException) when (run.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Its pause or its try was ended: the next try is a first one again.
            }
            finally
            {
                await EndRunAsync().ConfigureAwait(false);
            }

            broken = null;
        }
    }

    /// <summary>Whether the next try is to be made.</summary>
    public bool MayTryAgain(Exception? fault) => fault is not null && (fault is ExecutionRejectedException || owner.MayTryAgain(fault));

    /// <summary>The next try is made after <paramref name="pause"/>.</summary>
    public void HandlePause(Exception fault, TimeSpan pause) =>
        owner.HandlePause(fault is ExecutionRejectedException rejection ? Explain(rejection) : fault, pause);

    /// <summary>
    /// Begins anew: ends the pause that is under way, and the count of failures with it, or the try, which may wait for an answer on a way
    /// that is gone. Does nothing while none is under way; may be called by anybody.
    /// </summary>
    public void TryNow()
    {
        lock (_gate)
        {
            // What waits goes on in the thread pool, not here.
            _ending = _run?.CancelAsync() ?? _ending;
            _run = null;
        }
    }

    private async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> connect, Exception? broken, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get($"dc {dc}", cancellationToken);
        context.Properties.Set(_key, this);
        try
        {
            return await pipeline().ExecuteAsync(
                async inner => Interlocked.Exchange(ref broken, null) is { } fault ? throw fault : await connect(inner.CancellationToken).ConfigureAwait(false),
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Task EndRunAsync()
    {
        lock (_gate)
        {
            _run = null;
            return _ending;
        }
    }

    private TransportException Explain(ExecutionRejectedException rejection) =>
        new($"A strategy that the application added to pipeline {nameof(TelegramPipeline.Connect)} ended the try to reach data centre {dc}: {rejection.Message}", inner: rejection);
}
