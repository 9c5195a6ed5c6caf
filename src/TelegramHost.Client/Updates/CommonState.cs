namespace TelegramHost.Client.Updates;

/// <summary>Where an account's common sequences stand.</summary>
/// <param name="Pts">The number of the last update of private chats and basic groups.</param>
/// <param name="Qts">The number of the last update of secret chats and of bots' extra events.</param>
/// <param name="Seq">The number of the last container.</param>
/// <param name="Date">The server's time of the last container, in Unix seconds.</param>
internal readonly record struct CommonState(int Pts, int Qts, int Seq, int Date);
