namespace TelegramHost.Client.Areas;

/// <summary>Which code did you get?</summary>
/// <param name="Sent">How it comes, and how it can come again.</param>
/// <param name="Problem">Why the last answer did not do, as a sentence for the person; null the first time.</param>
public sealed record CodeQuestion(SentCode Sent, string? Problem);
