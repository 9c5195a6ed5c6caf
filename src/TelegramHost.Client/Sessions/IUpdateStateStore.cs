namespace TelegramHost.Client.Sessions;

/// <summary>Keeps how far updates were handled: a few numbers for the account, one pair for each channel, and one number for each chat that is ahead of them.</summary>
/// <remarks>It is written many times a second while updates come, as often as it can keep up with half of its time, with what has changed; thousands of channels are usual.</remarks>
public interface IUpdateStateStore
{
    /// <summary>Reads all marks, in any order.</summary>
    /// <exception cref="SessionStoreException">They can't be read or are damaged. They MUST be left as they are.</exception>
    ValueTask<IReadOnlyList<UpdateMark>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Sets some marks and removes others, all together or none.</summary>
    /// <param name="changed">Marks to set; other boxes keep theirs.</param>
    /// <param name="removed">Boxes to forget. A store MUST accept boxes of which it knows nothing.</param>
    /// <param name="cancellationToken">Gives up the attempt; then the old marks stay.</param>
    /// <exception cref="SessionStoreException">Nothing was written.</exception>
    ValueTask WriteAsync(IReadOnlyCollection<UpdateMark> changed, IReadOnlyCollection<UpdateBox> removed, CancellationToken cancellationToken);
}
