using Polly;

namespace TelegramHost.Client;

/// <summary>Strategies that the application adds to a pipeline.</summary>
internal sealed record ApplicationStrategy(TelegramPipeline Pipeline, StrategyPlace Place, Action<ResiliencePipelineBuilder> Configure);
