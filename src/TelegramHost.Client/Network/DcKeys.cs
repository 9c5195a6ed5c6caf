using System.Collections.Concurrent;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Network;

/// <summary>The authorisation keys of one client: gives a data centre's current one to all its sessions, and makes one at a time.</summary>
internal sealed class DcKeys(IKeyExchange exchange, LiveSession session)
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _making = new();

    /// <summary>The key of data centre <paramref name="dc"/>; null if there is none yet.</summary>
    public DcKey? Find(int dc) => session.Current.Dc(dc) is { AuthKey.IsEmpty: false } record ? DcKey.Of(record) : null;

    /// <summary>The key of data centre <paramref name="dc"/>; one that has to be made first is stored before it is used.</summary>
    /// <param name="dc">The data centre.</param>
    /// <param name="connection">Where a key is agreed on if there is none; nobody else may use it meanwhile.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>Whoever comes while another connection's exchange is under way gets its key, or makes one if that exchange fails.</remarks>
    /// <exception cref="MtProto.HandshakeException">The server is not the one that the settings name, or does not keep to the protocol.</exception>
    /// <exception cref="TransportException">The connection was lost, or the time is up.</exception>
    public async Task<DcKey> AcquireAsync(int dc, FramedConnection connection, CancellationToken cancellationToken)
    {
        if (Find(dc) is { } known)
            return known;
        var gate = _making.GetOrAdd(dc, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Find(dc) is { } made)
                return made;
            var record = await exchange.RunAsync(connection, dc, cancellationToken).ConfigureAwait(false);
            await session.UpdateAsync(
                snapshot => snapshot.With(dc, record with { Addresses = snapshot.Dc(dc).Addresses }), cancellationToken).ConfigureAwait(false);
            return DcKey.Of(record);
        }
        finally
        {
            gate.Release();
        }
    }
}
