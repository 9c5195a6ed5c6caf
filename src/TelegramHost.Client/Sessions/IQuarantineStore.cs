namespace TelegramHost.Client.Sessions;

/// <summary>Keeps updates whose handlers failed, until somebody looks after them.</summary>
/// <remarks>Few are usual: the client keeps no more than <c>Telegram:Dispatch:QuarantineCapacity</c>, and reads all of them at once.</remarks>
public interface IQuarantineStore
{
    /// <summary>Reads all entries, in any order.</summary>
    /// <exception cref="SessionStoreException">They can't be read or are damaged. They MUST be left as they are.</exception>
    ValueTask<IReadOnlyList<QuarantineEntry>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Sets some entries and removes others, all together or none.</summary>
    /// <param name="changed">Entries to add, or to put in the place of those with the same id; no id comes twice.</param>
    /// <param name="removed">Ids to forget. A store MUST accept ids of which it knows nothing.</param>
    /// <param name="cancellationToken">Gives up the attempt; then the old entries stay.</param>
    /// <exception cref="SessionStoreException">Nothing was written.</exception>
    ValueTask WriteAsync(IReadOnlyCollection<QuarantineEntry> changed, IReadOnlyCollection<long> removed, CancellationToken cancellationToken);
}
