using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;

namespace TelegramHost.Client.Rpc;

/// <summary>Leaves a data centre alone that has failed several times in a row.</summary>
/// <remarks>Polly's own breaker counts the share of failures in a window, and for all data centres together.</remarks>
internal sealed class DcCircuitStrategy(CircuitBreakerOptions options, Func<int> homeDc, TimeProvider time, ILogger logger) : ResilienceStrategy<byte[]>
{
    private readonly ConcurrentDictionary<int, DcCircuit> _circuits = new();

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<byte[]>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<byte[]>>> callback, ResilienceContext context, TState state)
    {
        var dc = RpcPipelines.CallOf(context).Dc ?? homeDc();
        var circuit = _circuits.GetOrAdd(dc, static (_, self) => new DcCircuit(self.Options, self.Time), (Options: options, Time: time));
        if (!circuit.TryEnter(out var isProbe, out var retryAfter, out var lastFault))
            return Outcome.FromException<byte[]>(new DataCenterUnavailableException(dc, retryAfter, lastFault));

        var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        switch (outcome.Exception)
        {
            case { } fault when IsFailure(fault):
                if (circuit.NoteFailure(fault, isProbe))
                    RpcLog.CircuitOpened(logger, dc, options.BreakDuration.TotalSeconds);
                break;
            // Any other error was made by a server that lives.
            case null or RpcException:
                if (circuit.NoteAnswer())
                    RpcLog.CircuitClosed(logger, dc);
                break;
            default:
                if (isProbe)
                    circuit.NoteAbandonedProbe();
                break;
        }

        return outcome;
    }

    // -503 is left out: it also says that a bot on the other side did not answer.
    private static bool IsFailure(Exception exception) => exception switch
    {
        RpcException error => error.Code is 500 or -500 && RpcErrors.IsTransient(error),
        TransportException or RequestOutcomeUnknownException or TimeoutRejectedException => true,
        _ => false,
    };
}
