namespace TelegramHost.Client.Peers;

/// <summary>A peer was named that this account can't address.</summary>
public sealed class PeerNotFoundException : TelegramException
{
    /// <summary>A peer that can't be addressed, with what to do about it.</summary>
    public PeerNotFoundException(string peer, string advice, Exception? inner = null)
        : base($"The peer {peer} can't be addressed. {advice}", inner) =>
        Peer = peer;

    /// <summary>The peer as it was named.</summary>
    public string Peer { get; }
}
