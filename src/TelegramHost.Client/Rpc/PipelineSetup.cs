using Microsoft.Extensions.Logging;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Rpc;

/// <summary>What the pipelines of one client have in common, and what of them outlives a change of the settings: waits, turns and open circuits.</summary>
/// <param name="moveHome">Makes another data centre the account's own.</param>
/// <param name="homeDc">The account's own data centre.</param>
/// <param name="entropy">Jitter.</param>
/// <param name="time">The clock of every wait.</param>
/// <param name="logger">Hears of every repetition.</param>
internal sealed class PipelineSetup(Func<int, CancellationToken, Task> moveHome, Func<int> homeDc, IEntropy entropy, TimeProvider time, ILogger logger)
{
    private (int Failures, TimeSpan Break, DcCircuitStrategy Strategy)? _circuits;
    private SendTurns? _turns;

    public Func<int, CancellationToken, Task> MoveHome => moveHome;

    public IEntropy Entropy => entropy;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>The waits that the server has asked for.</summary>
    public FloodGate FloodGate { get; } = new(time);

    /// <summary>The same for work that has waits and circuits of its own.</summary>
    public PipelineSetup Apart() => new(moveHome, homeDc, entropy, time, logger);

    /// <summary>The turns of messages, from now on by <paramref name="limits"/>.</summary>
    public SendTurns TurnsBy(SendLimitOptions limits)
    {
        if (_turns is null)
            _turns = new SendTurns(limits, time);
        else
            _turns.Use(limits);
        return _turns;
    }

    /// <summary>The circuits of the data centres; all are closed if <paramref name="options"/> differ from those before.</summary>
    public DcCircuitStrategy CircuitsBy(CircuitBreakerOptions options)
    {
        if (_circuits is not { } known || (known.Failures, known.Break) != (options.ConsecutiveFailures, options.BreakDuration))
            _circuits = known = (options.ConsecutiveFailures, options.BreakDuration, new DcCircuitStrategy(options, homeDc, time, logger));
        return known.Strategy;
    }
}
