namespace TelegramHost.Emulator;

/// <summary>A message in one account's box, under the id that only this account knows it by.</summary>
internal sealed record MessageCopy(Account Owner, int Id, PeerKey Peer, SharedMessage Content, bool IsMentioned)
{
    /// <summary>Whether the owner wrote it.</summary>
    public bool IsOutgoing => Content.Sender == Owner;
}
