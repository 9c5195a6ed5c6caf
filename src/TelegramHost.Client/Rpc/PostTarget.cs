namespace TelegramHost.Client.Rpc;

/// <summary>A chat to which messages are posted.</summary>
/// <param name="Id">The user's or channel's id, or a basic group's with a minus.</param>
/// <param name="IsGroup">Whether it is a group or channel.</param>
internal readonly record struct PostTarget(long Id, bool IsGroup);
