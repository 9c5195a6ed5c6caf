using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Sessions.Encryption;

/// <summary>Any store, with the login and what is personal of peers encrypted.</summary>
/// <remarks>
/// Names, user names and phone numbers are in the encrypted part; they are looked up by keyed hashes. Ids, access hashes and counters stay
/// readable: without the login's key nothing can be done with them, and the store needs them to merge.
/// </remarks>
internal sealed class EncryptedSessionStore(ISessionStore store, EncryptionKeys keys, ILogger logger) : ISessionStore
{
    /// <inheritdoc/>
    public string Description => store.Description;

    /// <summary>The store as the settings want it: encrypted, if they name a key.</summary>
    public static ISessionStore Around(ISessionStore store, SessionOptions options, ILogger logger) =>
        EncryptionKeys.Read(options.Encryption, "Telegram:Session:Encryption", []) is { } keys ? new EncryptedSessionStore(store, keys, logger) : store;

    /// <inheritdoc/>
    public async ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken)
    {
        var stored = await store.AcquireAsync(key, cancellationToken).ConfigureAwait(false);
        var open = new EncryptedSessionLease(stored, keys, key, Description);
        if (!keys.HasOld)
            return open;
        try
        {
            await new KeyRotation(stored, open, keys, logger).RunAsync(cancellationToken).ConfigureAwait(false);
            return open;
        }
        catch
        {
            await open.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
