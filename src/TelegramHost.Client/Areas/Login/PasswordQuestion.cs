namespace TelegramHost.Client.Areas;

/// <summary>What is your password?</summary>
/// <param name="Hint">What the account's owner noted to remember it by.</param>
/// <param name="Problem">Why the last answer did not do, as a sentence for the person; null the first time.</param>
public sealed record PasswordQuestion(string? Hint, string? Problem);
