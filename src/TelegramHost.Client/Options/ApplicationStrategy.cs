using Polly;

namespace TelegramHost.Client;

/// <summary>Strategies that the application adds to the pipeline.</summary>
internal sealed record ApplicationStrategy(StrategyPlace Place, Action<ResiliencePipelineBuilder> Configure);
