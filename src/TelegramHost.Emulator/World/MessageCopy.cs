namespace TelegramHost.Emulator;

/// <summary>
/// A message as one account sees it: in its box, under an id that only this account knows it by, or in a channel, under the channel's.
/// </summary>
internal sealed record MessageCopy(Account Owner, int Id, PeerKey Peer, SharedMessage Content, bool IsMentioned)
{
    /// <summary>Whether the owner wrote it.</summary>
    public bool IsOutgoing => Content.Sender == Owner;
}
