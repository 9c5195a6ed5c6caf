namespace TelegramHost.Client.Areas;

/// <summary>The number has no account: shall one be made, and for whom?</summary>
/// <param name="TermsOfService">What its owner agrees to, where Telegram says so.</param>
/// <param name="Problem">Why the last answer did not do, as a sentence for the person; null the first time.</param>
public sealed record SignUpQuestion(string? TermsOfService, string? Problem);
