using Polly;

namespace TelegramHost.Client;

/// <summary>How calls are repeated, and how long they may take. Section <c>Telegram:Resilience</c>.</summary>
public sealed class ResilienceOptions
{
    private readonly List<ApplicationStrategy> _strategies = [];

    /// <summary>How waits and faults are treated. Default: <see cref="ResiliencePreset.Default"/>.</summary>
    public ResiliencePreset Preset { get; set; } = ResiliencePreset.Default;

    /// <summary>Longest flood wait that is slept through silently. Default: 60 seconds.</summary>
    /// <remarks>A longer one surfaces as <see cref="FloodWaitException"/>. Source: https://core.telegram.org/api/errors#420-flood</remarks>
    public TimeSpan MaxFloodWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many flood waits in a row one call sleeps through. Default: 3.</summary>
    public int MaxFloodWaits { get; set; } = 3;

    /// <summary>How often a call is repeated after a fault of the server or the connection. Default: 3.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Pause before the first repetition; it doubles every time, with jitter. Default: 1 second.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time for one try. Default: 30 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for a call with all repetitions and waits. Default: 120 seconds.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>The same for parts of files on their way to Telegram.</summary>
    public TransferOptions Upload { get; set; } = new();

    /// <summary>The same for parts of files on their way from Telegram.</summary>
    public TransferOptions Download { get; set; } = new();

    /// <summary>When a data centre is left alone, with <see cref="ResiliencePreset.CircuitBreaker"/>.</summary>
    public CircuitBreakerOptions CircuitBreaker { get; set; } = new();

    /// <summary>How fast messages are sent at most.</summary>
    public SendLimitOptions SendLimits { get; set; } = new();

    /// <summary>Adds strategies of Polly to a pipeline, in code.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="configure">
    /// Adds them; runs once whenever the client connects anew, and in a host whenever the configuration changes. What has to outlast that (a rate
    /// limiter) is made outside of it.
    /// </param>
    /// <param name="place">Around the whole call, or around each try.</param>
    /// <remarks>
    /// The operation key of Polly's context is the function's name, for example <c>messages.sendMessage</c>. Strategies see exceptions;
    /// the results are still bytes.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pipeline.</exception>
    public void AddStrategies(TelegramPipeline pipeline, Action<ResiliencePipelineBuilder> configure, StrategyPlace place = StrategyPlace.Outside)
    {
        ArgumentNullException.ThrowIfNull(configure);
        if (!Enum.IsDefined(pipeline))
            throw new ArgumentOutOfRangeException(nameof(pipeline), pipeline, $"The pipeline is one of {string.Join(", ", Enum.GetNames<TelegramPipeline>())}.");
        _strategies.Add(new ApplicationStrategy(pipeline, place, configure));
    }

    /// <summary>Gives <paramref name="builder"/> what was added to <paramref name="pipeline"/> at <paramref name="place"/>; answers whether that is anything.</summary>
    internal bool ConfigureStrategies(ResiliencePipelineBuilder builder, TelegramPipeline pipeline, StrategyPlace place)
    {
        var added = _strategies.FindAll(strategy => strategy.Pipeline == pipeline && strategy.Place == place);
        foreach (var strategy in added)
            strategy.Configure(builder);
        return added.Count > 0;
    }

    /// <summary>Whether anything was added to <paramref name="pipeline"/>.</summary>
    internal bool HasStrategiesFor(TelegramPipeline pipeline) => _strategies.Exists(strategy => strategy.Pipeline == pipeline);
}
