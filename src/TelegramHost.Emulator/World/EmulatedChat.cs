namespace TelegramHost.Emulator;

/// <summary>A line of somebody's chat list.</summary>
/// <param name="Peer">Whom the conversation is with.</param>
/// <param name="LastMessage">The newest message.</param>
/// <param name="UnreadCount">How many messages are unread.</param>
/// <param name="ReadOutboxMaxId">The newest own message that the other side has read.</param>
public sealed record EmulatedChat(EmulatedPeer Peer, EmulatedMessage? LastMessage, int UnreadCount, int ReadOutboxMaxId);
