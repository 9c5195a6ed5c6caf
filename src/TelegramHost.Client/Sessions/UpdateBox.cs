namespace TelegramHost.Client.Sessions;

/// <summary>One of the sequences in which an account's updates are counted.</summary>
/// <remarks>Source: https://core.telegram.org/api/updates</remarks>
/// <param name="Kind">Which sequence.</param>
/// <param name="ChannelId">The channel whose it is, as TL has it (positive); the chat of <see cref="UpdateBoxKind.Chat"/> in the style of the Bot API; 0 for the account's own ones.</param>
public readonly record struct UpdateBox(UpdateBoxKind Kind, long ChannelId = 0);
