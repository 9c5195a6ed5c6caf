using Polly;

namespace TelegramHost.Client.Rpc;

/// <summary>The strategies of a call.</summary>
/// <param name="Strategies">From the outermost to the innermost.</param>
/// <param name="Limits">What they don't know by themselves: it is the call's own.</param>
internal sealed record CallPipeline(ResiliencePipeline<byte[]> Strategies, ResilienceLimits Limits);
