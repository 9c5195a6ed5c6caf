using Polly;

namespace TelegramHost.Client.Tests.Rpc;

/// <summary>A witness needs none.</summary>
internal sealed class WitnessOptions : ResilienceStrategyOptions;
