using TelegramHost.Client.Sessions;

namespace TelegramHost.Testing.SessionStores;

/// <summary>What the checks need to know of a store under test. One harness has one storage, empty at first, for one check.</summary>
public abstract class SessionStoreHarness : IAsyncDisposable
{
    /// <summary>A store on the harness's storage, as another process would have it.</summary>
    /// <remarks>MAY answer the same object each time if the store lives in one process only.</remarks>
    public abstract ISessionStore Open();

    /// <summary>Makes a lease look as if the process that holds it had been killed: nothing is released in good order.</summary>
    /// <remarks>The harness MAY make the time pass after which a silent holder counts as dead.</remarks>
    /// <returns>False where that can't happen; then the checks of it do not apply.</returns>
    public virtual ValueTask<bool> TryKillAsync(ISessionLease lease, string key) => ValueTask.FromResult(false);

    /// <summary>Makes the session free for others although its holder still lives: it slept, or was cut off, for longer than its lease lasts.</summary>
    /// <returns>False where that can't happen; then the checks of it do not apply.</returns>
    public virtual ValueTask<bool> TryPauseAsync(ISessionLease lease, string key) => ValueTask.FromResult(false);

    /// <summary>Removes what the storage knows of a lease, as cleaning it up or restoring an older state does; what is stored of the session stays.</summary>
    /// <returns>False where that can't happen; then the checks of it do not apply.</returns>
    public virtual ValueTask<bool> TryRemoveLeaseAsync(ISessionLease lease, string key) => ValueTask.FromResult(false);

    /// <summary>Makes the storage look as if a newer version of the store had written it.</summary>
    /// <returns>False where storage has no version of its own; then the check of it does not apply.</returns>
    public virtual ValueTask<bool> TryMakeNewerAsync() => ValueTask.FromResult(false);

    /// <summary>Removes the storage.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
