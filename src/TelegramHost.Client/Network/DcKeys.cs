using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Network;

/// <summary>The authorisation keys of one client: gives a data centre's current one to all its sessions, and makes one at a time.</summary>
/// <remarks>
/// With a binder the permanent key is used for nothing but to bind temporary ones, which are kept here and nowhere else; without, it carries calls,
/// as it always has to with content delivery data centres. Source: https://core.telegram.org/api/pfs
/// </remarks>
internal sealed class DcKeys(
    ConnectionOptions options, IKeyExchange exchange, KeyBinder? binder, LiveSession session, MonotonicClock clock, ILogger logger) : IDisposable
{
    // A server may not know a key everywhere that it has only just made.
    private static readonly TimeSpan _immunity = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<int, Slot> _slots = new(concurrencyLevel: 1, capacity: 1);
    private readonly SingleFlight<bool> _making = new();

    /// <summary>A copy of the current key of data centre <paramref name="dc"/>; null if there is none that could be used.</summary>
    public DcKey? Find(int dc)
    {
        var record = session.Current.Dc(dc);
        if (binder is null)
            return record.AuthKey.IsEmpty ? null : DcKey.Of(record, clock.WallLead);
        // One that was bound to a key which is no more is worth nothing.
        return _slots.TryGetValue(dc, out var slot) && slot.Temporary is { } temporary
            && temporary.IsUsable(clock.Now) && temporary.PermanentId == DcKey.IdOf(record)
            ? temporary.TryCopy()
            : null;
    }

    /// <summary>The key of data centre <paramref name="dc"/>; a permanent one that has to be made first is stored before it is used.</summary>
    /// <param name="dc">The data centre.</param>
    /// <param name="connection">Where a key is agreed on if there is none; nobody else may use it meanwhile.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="insteadOf">A temporary key that should be followed by another one, though it is not at its end yet.</param>
    /// <remarks>Whoever comes while another connection's exchange is under way gets its key, or its fault; who comes later makes one.</remarks>
    /// <exception cref="MtProto.HandshakeException">The server is not the one that the settings name, or does not keep to the protocol.</exception>
    /// <exception cref="TransportException">The connection was lost, or the time is up.</exception>
    /// <exception cref="BindingRefusedException">The server does not know the permanent key, which is not so new that this could be by chance.</exception>
    public async Task<DcKey> AcquireAsync(int dc, FramedConnection connection, CancellationToken cancellationToken, TemporaryKey? insteadOf = null)
    {
        while (true)
        {
            if (FindOther(dc, insteadOf) is { } known)
                return known;
            DcKey? own = null;
            await _making.RunAsync(
                dc,
                async token =>
                {
                    // One may have been made since the look above.
                    own = FindOther(dc, insteadOf) ?? await MakeAsync(dc, connection, token).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            if (own is not null)
                return own;
        }
    }

    /// <summary>The server does not take <paramref name="temporary"/> any more: no session begins with it again.</summary>
    public void Drop(int dc, TemporaryKey temporary)
    {
        if (_slots.TryGetValue(dc, out var slot))
            slot.Drop(temporary);
    }

    /// <summary>Forgets the temporary keys; only once nobody acquires any more.</summary>
    public void Dispose()
    {
        foreach (var slot in _slots.Values)
            slot.Replace(null);
    }

    private DcKey? FindOther(int dc, TemporaryKey? insteadOf)
    {
        var found = Find(dc);
        if (found is null || insteadOf is null || found.Temporary != insteadOf)
            return found;
        found.Dispose();
        return null;
    }

    private async Task<DcKey> MakeAsync(int dc, FramedConnection connection, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd(dc, static _ => new Slot());
        var permanent = await AcquirePermanentAsync(dc, slot, connection, cancellationToken).ConfigureAwait(false);
        if (binder is null)
            return permanent;
        using (permanent)
            return await MakeTemporaryAsync(dc, slot, permanent.Key, binder, connection, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DcKey> AcquirePermanentAsync(int dc, Slot slot, FramedConnection connection, CancellationToken cancellationToken)
    {
        var record = session.Current.Dc(dc);
        if (record.AuthKey.IsEmpty)
        {
            record = await exchange.RunAsync(connection, dc, cancellationToken).ConfigureAwait(false);
            await session.UpdateAsync(
                snapshot => snapshot.With(dc, record with { Addresses = snapshot.Dc(dc).Addresses }), cancellationToken).ConfigureAwait(false);
            slot.PermanentSince = clock.Now;
        }

        return DcKey.Of(record, clock.WallLead);
    }

    private async Task<DcKey> MakeTemporaryAsync(
        int dc, Slot slot, AuthKey permanent, KeyBinder binder, FramedConnection connection, CancellationToken cancellationToken)
    {
        var temporary = await exchange.RunTemporaryAsync(connection, dc, options.TemporaryKeyLifetime, cancellationToken).ConfigureAwait(false);
        try
        {
            var bindingSession = await binder.BindAsync(connection, dc, permanent, temporary, cancellationToken).ConfigureAwait(false);
            temporary.PermanentId = permanent.Id;
            var key = temporary.TryCopy(bindingSession)!;
            slot.Replace(temporary);
            NetworkLog.TemporaryKeyBound(logger, dc, temporary.ExpiresAt);
            return key;
        }
        catch (BindingRefusedException exception) when (clock.Now - slot.PermanentSince < _immunity)
        {
            temporary.Dispose();
            throw new TransportException($"{exception.Message} The key is only just made and will be known soon.", inner: exception);
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
    }

    /// <summary>What is kept of one data centre.</summary>
    private sealed class Slot
    {
        private TemporaryKey? _temporary;

        /// <summary>When this process made the permanent key; long ago if it did not.</summary>
        public DateTimeOffset PermanentSince { get; set; } = DateTimeOffset.MinValue;

        public TemporaryKey? Temporary => Volatile.Read(ref _temporary);

        public void Replace(TemporaryKey? next) => Interlocked.Exchange(ref _temporary, next)?.Dispose();

        public void Drop(TemporaryKey temporary)
        {
            if (Interlocked.CompareExchange(ref _temporary, null, temporary) == temporary)
                temporary.Dispose();
        }
    }
}
