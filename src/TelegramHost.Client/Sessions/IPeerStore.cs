namespace TelegramHost.Client.Sessions;

/// <summary>Keeps the users and chats that were met, with the access hashes that address them.</summary>
/// <remarks>
/// A hundred thousand are usual: a write brings what has changed, look-ups come one at a time, and nobody reads them all.
/// Source: https://core.telegram.org/api/peers
/// </remarks>
public interface IPeerStore
{
    /// <summary>Adds peers or replaces what is known of them, all together or none.</summary>
    /// <remarks>
    /// MUST keep what <see cref="StoredPeer.Merge"/> answers for what is stored and what is given: a short (min) form never
    /// replaces a full one, and a known access hash stays where the new form has none. A user name or phone number that another peer had MUST
    /// find the one that was written with it last; one that a peer is written without MUST not find it any more.
    /// </remarks>
    /// <param name="peers">The peers; no id comes twice.</param>
    /// <param name="cancellationToken">Gives up the attempt; then the old ones stay.</param>
    /// <exception cref="SessionStoreException">Nothing was written.</exception>
    ValueTask WriteAsync(IReadOnlyCollection<StoredPeer> peers, CancellationToken cancellationToken);

    /// <summary>The peer with this <see cref="StoredPeer.Id"/>, or null.</summary>
    /// <exception cref="SessionStoreException">It can't be read or is damaged.</exception>
    ValueTask<StoredPeer?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>The peer that has this one of <see cref="StoredPeer.Usernames"/>, or null.</summary>
    /// <exception cref="SessionStoreException">It can't be read or is damaged.</exception>
    ValueTask<StoredPeer?> FindByUsernameAsync(string username, CancellationToken cancellationToken);

    /// <summary>The peer that has this <see cref="StoredPeer.Phone"/>, or null.</summary>
    /// <exception cref="SessionStoreException">It can't be read or is damaged.</exception>
    ValueTask<StoredPeer?> FindByPhoneAsync(string phone, CancellationToken cancellationToken);

    /// <summary>How many peers are stored; null for a store that does not count them.</summary>
    /// <remarks>The client does without; people who look after sessions ask for it.</remarks>
    /// <exception cref="SessionStoreException">They can't be read or are damaged.</exception>
    ValueTask<long?> CountAsync(CancellationToken cancellationToken) => ValueTask.FromResult<long?>(null);

    /// <summary>Reads some peers, those with the lowest ids first; null for a store that does not list them.</summary>
    /// <remarks>The client asks for it when a key of <c>Telegram:Session:Encryption</c> has been replaced. Page by page, with the last id of each as the next one's <paramref name="after"/>.</remarks>
    /// <param name="after">Only peers whose <see cref="StoredPeer.Id"/> is above this.</param>
    /// <param name="limit">How many at most; fewer are answered only if there are no more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreException">They can't be read or are damaged.</exception>
    ValueTask<IReadOnlyList<StoredPeer>?> ListAsync(long after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StoredPeer>?>(null);

    /// <summary>Forgets all peers: another account has other access hashes.</summary>
    /// <exception cref="SessionStoreException">Nothing was forgotten.</exception>
    ValueTask ClearAsync(CancellationToken cancellationToken);
}
