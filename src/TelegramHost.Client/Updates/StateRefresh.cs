namespace TelegramHost.Client.Updates;

/// <summary>Why the state is asked for instead of a difference.</summary>
/// <param name="Loss">What is reported as lost; null if nothing is.</param>
internal sealed record StateRefresh(UpdateLossCause? Loss);
