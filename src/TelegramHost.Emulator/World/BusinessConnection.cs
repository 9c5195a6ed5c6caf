namespace TelegramHost.Emulator;

/// <summary>A bot that acts in an account's name.</summary>
/// <param name="Id">The name of the connection.</param>
/// <param name="Owner">The account.</param>
/// <param name="Bot">The bot.</param>
/// <param name="Date">When it was made, as unix time.</param>
internal sealed record BusinessConnection(string Id, Account Owner, Account Bot, int Date);
