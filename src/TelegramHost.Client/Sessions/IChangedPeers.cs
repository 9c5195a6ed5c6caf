namespace TelegramHost.Client.Sessions;

/// <summary>What was learned of peers and is not stored yet.</summary>
internal interface IChangedPeers
{
    /// <summary>Takes some of it, at most <paramref name="most"/> peers; they count as stored from now on.</summary>
    IReadOnlyList<StoredPeer> Take(int most);

    /// <summary>They could not be stored.</summary>
    void PutBack(IReadOnlyList<StoredPeer> peers);

    /// <summary>The account was left, and what was learned is of no use to another.</summary>
    void Forget();
}
