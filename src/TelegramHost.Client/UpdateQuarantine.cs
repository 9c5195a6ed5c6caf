using Microsoft.Extensions.Logging;
using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client;

/// <summary>Updates whose handlers failed (<c>Telegram:Dispatch:OnFailure</c> is <c>Quarantine</c>): they are kept with the session and handled again when asked to.</summary>
/// <remarks>The client has to be connected: the session is its own alone.</remarks>
#pragma warning disable CA1001 // a semaphore whose wait handle nobody asked for holds nothing, and it is there as long as the client
public sealed class UpdateQuarantine
#pragma warning restore CA1001
{
    private readonly Func<LiveSession?> _session;
    private readonly UpdateStream _updates;
    private readonly PeerCache _peers;
    private readonly UpdateFactory _factory;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly Dictionary<long, Task<bool>> _again = [];
    private readonly Lock _gate = new();

    internal UpdateQuarantine(Func<LiveSession?> session, UpdateStream updates, PeerCache peers, ModelFactory model, TimeProvider time, ILogger logger)
    {
        (_session, _updates, _peers, _time, _logger) = (session, updates, peers, time, logger);
        _factory = new UpdateFactory(model);
    }

    private LiveSession Session => _session() ?? throw new InvalidOperationException("The quarantine was asked for before the client is connected: await ConnectAsync first.");

    /// <summary>All that are kept, the oldest first.</summary>
    /// <exception cref="SessionStoreException">The store can't be read, or a kept update is damaged.</exception>
    /// <exception cref="NotSupportedException">The session's store keeps no updates.</exception>
    public async Task<IReadOnlyList<QuarantinedUpdate>> ListAsync(CancellationToken cancellationToken = default)
    {
        var session = Session;
        var entries = await session.UseQuarantineAsync(async store => await store.ReadAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return [.. entries.OrderBy(entry => entry.Id).Select(entry => QuarantineFormat.Read(entry, session.Place))];
    }

    /// <summary>Hands an update to the handlers again, with <see cref="Update.MayBeRepeat"/>, and removes it once they have handled it.</summary>
    /// <remarks>It waits behind the other updates of its chat: not to be awaited in a handler. Cancelling ends the wait only.</remarks>
    /// <returns>True if it was handled; false if it has failed again, and is kept.</returns>
    /// <exception cref="KeyNotFoundException">It is not there, or not any more.</exception>
    /// <exception cref="SessionStoreException">The store can't be read or written.</exception>
    /// <exception cref="Tl.TlFormatException">This version of the library can't read the update.</exception>
    /// <exception cref="NotSupportedException">The session's store keeps no updates.</exception>
    public Task<bool> RedeliverAsync(long id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_again.TryGetValue(id, out var running) || running.IsCompleted)
                _again[id] = running = RedeliverOnceAsync(id);
            return running.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets an update; one that is not there is forgotten already.</summary>
    /// <exception cref="SessionStoreException">It is still there.</exception>
    /// <exception cref="NotSupportedException">The session's store keeps no updates.</exception>
    public Task RemoveAsync(long id, CancellationToken cancellationToken = default) => WriteAsync([], [id], cancellationToken);

    /// <summary>Keeps an update whose handler failed; when this ends it is durable, and the update counts as done.</summary>
    /// <returns>False if it has nothing to keep: it was made by hand, or reports a loss.</returns>
    internal async Task<bool> KeepAsync(UpdateDelivery delivery, string handler, Exception exception, int capacity, CancellationToken cancellationToken)
    {
        var bytes = RawUpdates.Write(delivery.Update);
        if (bytes.Count == 0)
            return false;
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var entries = await Session.UseQuarantineAsync(async store => await store.ReadAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            var ids = entries.Select(entry => entry.Id).Order().ToList();
            var before = delivery.QuarantineId is { } known ? entries.FirstOrDefault(entry => entry.Id == known) : default;
            var id = before.Id != 0 ? before.Id : ids.Count == 0 ? 1 : ids[^1] + 1;
            var update = new QuarantinedUpdate
            {
                Id = id,
                Bytes = bytes,
                UpdateType = delivery.Update.GetType().Name,
                FailedAt = _time.GetUtcNow(),
                Handler = handler,
                ExceptionType = exception.GetType().FullName ?? exception.GetType().Name,
                ExceptionMessage = exception.Message,
                Failures = 1 + (before.Id != 0 ? QuarantineFormat.Read(before, Session.Place).Failures : 0),
            };
            var surplus = ids.Where(other => other != id).Take(Math.Max(0, ids.Count(other => other != id) + 1 - capacity)).ToList();
            await StoreAsync([QuarantineFormat.Write(update)], surplus, cancellationToken).ConfigureAwait(false);
            UpdatesLog.Quarantined(_logger, update.UpdateType, id, update.Failures);
            if (surplus.Count > 0)
                UpdatesLog.QuarantineFull(_logger, capacity, surplus.Count);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<bool> RedeliverOnceAsync(long id)
    {
        // Off the caller's lock.
        await Task.Yield();
        var session = Session;
        var kept = (await ListAsync().ConfigureAwait(false)).FirstOrDefault(update => update.Id == id)
            ?? throw new KeyNotFoundException($"There is no quarantined update {id}: it was removed or handled meanwhile. ListAsync has those that there are.");
        var raw = RawUpdates.Read(kept.Bytes);
        foreach (var peer in raw.SelectMany(RawUpdates.PeersOf).Distinct())
            await _peers.LoadAsync(peer, CancellationToken.None).ConfigureAwait(false);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var delivery = new UpdateDelivery(Typed(raw), done.SetResult) { QuarantineId = id };
        await _updates.Writer.WriteAsync(delivery).ConfigureAwait(false);
        // A session that is closed before has not handled it: it stays.
        await Task.WhenAny(done.Task, session.Closed).ConfigureAwait(false);
        if (!done.Task.IsCompleted || delivery.HasFailed)
            return false;
        await RemoveAsync(id).ConfigureAwait(false);
        return true;
    }

    private Update Typed(IReadOnlyList<Schema.UpdateBase> raw)
    {
        var updates = raw.Select(each =>
        {
            var update = _factory.Create(each);
            update.Arrived(each, mayBeRepeat: true);
            return update;
        }).ToList();
        if (updates is [var single])
            return single;
        var album = new Album { Messages = [.. updates.Cast<NewMessage>().Select(part => part.Message)] };
        album.ArrivedInParts(raw, mayBeRepeat: true);
        return album;
    }

    private async Task WriteAsync(IReadOnlyCollection<QuarantineEntry> changed, IReadOnlyCollection<long> removed, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await StoreAsync(changed, removed, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    private Task<bool> StoreAsync(IReadOnlyCollection<QuarantineEntry> changed, IReadOnlyCollection<long> removed, CancellationToken cancellationToken) =>
        Session.UseQuarantineAsync(
            async store =>
            {
                await store.WriteAsync(changed, removed, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
}
