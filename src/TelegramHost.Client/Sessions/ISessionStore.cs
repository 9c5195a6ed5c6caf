namespace TelegramHost.Client.Sessions;

/// <summary>A place that keeps sessions: logins, how far updates were handled, and the peers met. One object serves any number of clients.</summary>
/// <remarks>
/// To keep sessions somewhere else, implement this, <see cref="ISessionLease"/>, <see cref="IUpdateStateStore"/> and
/// <see cref="IPeerStore"/>, and name it with <see cref="SessionOptions.UseStore"/>. All of them deal in bytes and plain records;
/// what is in the bytes is the client's affair. <c>TelegramHost.Testing</c> has the checks that every store has to pass.
/// A store MUST NOT hold connections or files open while nobody holds a lease: nobody disposes it.
/// </remarks>
public interface ISessionStore
{
    /// <summary>What this store is, for messages: a noun phrase with the full path of the setting that chose it.</summary>
    /// <remarks>MUST NOT hold a password or another secret.</remarks>
    string Description { get; }

    /// <summary>Takes sole possession of one session.</summary>
    /// <remarks>
    /// MUST fail at once with <see cref="SessionStoreFault.Locked"/>, naming the holder if it is known, while somebody else has it:
    /// two users of one key cost the login. MUST free a session within seconds of the death of its holder; the
    /// client asks again while it waits. MUST NOT create or change what is stored of the session, the note of who holds it aside.
    /// Source: https://core.telegram.org/api/errors#406-not-acceptable (AUTH_KEY_DUPLICATED)
    /// </remarks>
    /// <param name="key">Which session: 1 to 100 characters without control characters. Keys that differ in anything, case included, are different sessions.</param>
    /// <param name="cancellationToken">Gives up; then nothing is held.</param>
    /// <exception cref="SessionStoreException">The session is in use or the place can't be used.</exception>
    ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken);
}
