namespace TelegramHost.Client.Sessions.Encryption;

/// <summary>Any store, with the login and what is personal of peers encrypted.</summary>
/// <remarks>
/// Names, user names and phone numbers are in the encrypted part; they are looked up by keyed hashes. Ids, access hashes and counters stay
/// readable: without the login's key nothing can be done with them, and the store needs them to merge.
/// </remarks>
internal sealed class EncryptedSessionStore(ISessionStore store, EncryptionKeys keys) : ISessionStore
{
    /// <inheritdoc/>
    public string Description => store.Description;

    /// <summary>The store as the settings want it: encrypted, if they name a key.</summary>
    public static ISessionStore Around(ISessionStore store, SessionOptions options) =>
        EncryptionKeys.Read(options.Encryption, "Telegram:Session:Encryption", []) is { } keys ? new EncryptedSessionStore(store, keys) : store;

    /// <inheritdoc/>
    public async ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken) =>
        new EncryptedSessionLease(await store.AcquireAsync(key, cancellationToken).ConfigureAwait(false), keys, key, Description);
}
