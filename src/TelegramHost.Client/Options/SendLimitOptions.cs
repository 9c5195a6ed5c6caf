namespace TelegramHost.Client;

/// <summary>How fast messages are sent at most, so that Telegram has no reason to ask for a wait. Section <c>Telegram:Resilience:SendLimits</c>.</summary>
/// <remarks>
/// Messages that have no turn yet wait for one, before <see cref="ResilienceOptions.TotalTimeout"/> begins: those of a higher
/// <see cref="CallPriority"/> go first. Every message of an album or of those forwarded counts; a call with more than a limit allows begins when
/// all of it is free, and the next ones wait so much longer. Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
/// </remarks>
public sealed class SendLimitOptions
{
    /// <summary>Whether the limits hold. Default: false.</summary>
    public bool Enabled { get; set; }

    /// <summary>How many messages are sent within any second, to all chats together. Default: 30.</summary>
    public int PerSecond { get; set; } = 30;

    /// <summary>How many messages are sent within any second to the same chat. Default: 1.</summary>
    public int PerChatAndSecond { get; set; } = 1;

    /// <summary>How many messages are sent within any minute to the same group or channel. Default: 20.</summary>
    public int PerGroupAndMinute { get; set; } = 20;
}
