namespace TelegramHost.Client.Sessions;

/// <summary>A place that keeps sessions. It sees opaque bytes: what is in them is <see cref="SessionSnapshot"/>'s affair.</summary>
internal interface ISessionStore
{
    /// <summary>What this store is, for messages: a noun phrase with the full path of the setting that chose it.</summary>
    string Description { get; }

    /// <summary>Takes sole possession of a session.</summary>
    /// <remarks>
    /// MUST fail with <see cref="SessionStoreFault.Locked"/>, naming the holder if it is known, while somebody else has it:
    /// two users of one key cost the login (AUTH_KEY_DUPLICATED). MUST NOT create or change what is stored.
    /// </remarks>
    /// <exception cref="SessionStoreException">The session is in use or the place can't be used.</exception>
    ValueTask<ISessionLease> AcquireAsync(CancellationToken cancellationToken);
}
