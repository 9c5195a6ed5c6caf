namespace TelegramHost.Client.Updates;

/// <summary>How far the new messages of a chat are handled that is further than its sequence's mark.</summary>
/// <param name="Id">The id of the last one.</param>
/// <param name="Number">The number at which the sequence's mark has reached it.</param>
internal readonly record struct ChatMark(int Id, int Number);
