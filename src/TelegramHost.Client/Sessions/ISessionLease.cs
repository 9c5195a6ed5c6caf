namespace TelegramHost.Client.Sessions;

/// <summary>Sole possession of one session; disposing gives it up.</summary>
/// <remarks>
/// Calls on a lease and its parts never overlap: the client makes one at a time. Every write, also one of
/// <see cref="Updates"/>, <see cref="Peers"/> and <see cref="Quarantine"/>, MUST be durable and atomic: when its task completes everything is stored, and
/// a crash before that leaves all or nothing of it. Every write MUST fail with <see cref="SessionStoreFault.LeaseLost"/> once
/// somebody else has taken the session over, or the storage does not know this lease any more, and MUST check that in the same
/// transaction: a holder that slept too long must not write over its successor. After disposing every call MUST fail with <see cref="ObjectDisposedException"/>.
/// </remarks>
public interface ISessionLease : IAsyncDisposable
{
    /// <summary>Cancelled once the lease is known to be lost: somebody took it over, or it could not be renewed in time.</summary>
    /// <remarks>The client then stops at once. A store that can't lose a lease MAY answer <see cref="CancellationToken.None"/>.</remarks>
    CancellationToken Lost { get; }

    /// <summary>How far updates were handled.</summary>
    IUpdateStateStore Updates { get; }

    /// <summary>The peers met.</summary>
    IPeerStore Peers { get; }

    /// <summary>Updates whose handlers failed; null for a store that keeps none.</summary>
    IQuarantineStore? Quarantine => null;

    /// <summary>Reads the login.</summary>
    /// <returns>The bytes and their version, or null if nothing is stored yet (version 0).</returns>
    /// <exception cref="SessionStoreException">The bytes can't be read or are damaged. They MUST be left as they are.</exception>
    ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the login.</summary>
    /// <remarks>
    /// MUST refuse with <see cref="SessionStoreFault.Conflict"/> if the stored version is not <paramref name="expectedVersion"/>.
    /// MUST NOT keep <paramref name="data"/> itself: the caller clears it afterwards.
    /// </remarks>
    /// <param name="data">The new bytes, which hold secrets.</param>
    /// <param name="expectedVersion">The version that was read last, or written last; 0 for a session that does not exist.</param>
    /// <param name="cancellationToken">Gives up the attempt; then the old bytes stay.</param>
    /// <returns>The new version: not 0, and another one than that of other bytes.</returns>
    /// <exception cref="SessionStoreException">
    /// Nothing was written; but with <see cref="SessionStoreFault.Unavailable"/> the bytes MAY have been, where the answer of a server was lost.
    /// </exception>
    ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken);
}
