namespace TelegramHost.Client.Updates;

/// <summary>The answer to a call of the updates engine, or why there is none.</summary>
/// <param name="Result">The answer; null if there is none.</param>
/// <param name="Fault">Why there is none.</param>
/// <param name="Reason">The same for people.</param>
/// <param name="Exception">What was thrown, where its trace may be of use.</param>
internal sealed record Fetched<TResult>(TResult? Result, DifferenceFault? Fault, string Reason, Exception? Exception)
    where TResult : class;
