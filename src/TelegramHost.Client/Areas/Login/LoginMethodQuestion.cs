namespace TelegramHost.Client.Areas;

/// <summary>How would you like to log in?</summary>
/// <param name="Problem">Why the last answer did not do, as a sentence for the person; null the first time.</param>
public sealed record LoginMethodQuestion(string? Problem);
