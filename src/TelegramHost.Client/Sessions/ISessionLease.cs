namespace TelegramHost.Client.Sessions;

/// <summary>Sole possession of one session; disposing gives it up.</summary>
internal interface ISessionLease : IAsyncDisposable
{
    /// <summary>Reads what is stored.</summary>
    /// <returns>The bytes and their version, or null if nothing is stored yet (version 0).</returns>
    /// <exception cref="SessionStoreException">The bytes can't be read or are damaged. They MUST be left as they are.</exception>
    ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces what is stored.</summary>
    /// <remarks>
    /// MUST be durable before the task completes. MUST be atomic: a crash leaves the old bytes or the new ones.
    /// MUST refuse with <see cref="SessionStoreFault.Conflict"/> if the stored version is not <paramref name="expectedVersion"/>.
    /// MUST NOT keep <paramref name="data"/> itself: the caller clears it afterwards.
    /// </remarks>
    /// <param name="data">The new bytes, which hold secrets.</param>
    /// <param name="expectedVersion">The version that was read last, or written last; 0 for a session that does not exist.</param>
    /// <param name="cancellationToken">Gives up the attempt; then the old bytes stay.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="SessionStoreException">Nothing was written.</exception>
    ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken);
}
