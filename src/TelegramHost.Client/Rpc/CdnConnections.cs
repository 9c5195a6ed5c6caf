using TelegramHost.Client.Network;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Session;
using TelegramHost.Schema;

namespace TelegramHost.Client.Rpc;

/// <summary>Connections to content delivery data centres: with keys that the master data centre tells, and without a word about the account.</summary>
/// <remarks>Source: https://core.telegram.org/cdn#how-cdn-dcs-are-different-from-the-master-dcs</remarks>
/// <param name="askForKeys">Calls <c>help.getCdnConfig</c>.</param>
/// <param name="connect">Makes connections that trust these keys alone.</param>
internal sealed class CdnConnections(Func<CancellationToken, Task<CdnConfig>> askForKeys, Func<ServerKeys, DcPool> connect) : IAsyncDisposable
{
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (long[] Fingerprints, DcPool Pool)> _pools = [];
    private CdnConfig? _config;
    private bool _isDisposed;

    /// <summary>Sends a boxed function to data centre <paramref name="dc"/> and answers the boxed result.</summary>
    /// <exception cref="HandshakeException">Its key is not among those that the master data centre tells.</exception>
    /// <exception cref="TransportException">The master data centre knows nothing of it, or it can't be reached.</exception>
    public async Task<byte[]> InvokeAsync(int dc, ReadOnlyMemory<byte> body, RequestKind kind, string method, CancellationToken cancellationToken)
    {
        var config = await GetConfigAsync(outdated: null, cancellationToken).ConfigureAwait(false);
        if (Find(config, dc).Length == 0)
            config = await GetConfigAsync(outdated: config, cancellationToken).ConfigureAwait(false);
        try
        {
            return await Choose(dc, config).InvokeAsync(dc, body, kind, method, place: null, cancellationToken).ConfigureAwait(false);
        }
        catch (HandshakeException exception) when (exception.Failure == HandshakeFailure.UnknownServerKey)
        {
            // The keys may have changed since they were asked for.
            config = await GetConfigAsync(outdated: config, cancellationToken).ConfigureAwait(false);
            return await Choose(dc, config).InvokeAsync(dc, body, kind, method, place: null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Has every connection try, or prove that it is alive, at once.</summary>
    public void TryNow()
    {
        DcPool[] pools;
        lock (_gate)
            pools = [.. _pools.Values.Select(known => known.Pool)];
        foreach (var pool in pools)
            pool.TryNow();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<DcPool> pools;
        lock (_gate)
        {
            _isDisposed = true;
            pools = [.. _pools.Values.Select(known => known.Pool)];
            _pools.Clear();
        }

        foreach (var pool in pools)
            await pool.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The keys of all of them, asked for once, and again by the first who finds that <paramref name="outdated"/> will not do.</summary>
    private async Task<CdnConfig> GetConfigAsync(CdnConfig? outdated, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _config) is { } known && known != outdated)
            return known;
        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_config is null || _config == outdated)
                Volatile.Write(ref _config, await askForKeys(cancellationToken).ConfigureAwait(false));
            return _config;
        }
        finally
        {
            _asking.Release();
        }
    }

    private DcPool Choose(int dc, CdnConfig config)
    {
        var keys = Find(config, dc);
        if (keys.Length == 0)
            throw new TransportException($"Telegram hands a file out through data centre {dc}, but tells no key of it (help.getCdnConfig): try again later.");
        var fingerprints = Array.ConvertAll(keys, key => key.Fingerprint);
        DcPool? outdated = null;
        try
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                if (_pools.TryGetValue(dc, out var known))
                {
                    if (known.Fingerprints.AsSpan().SequenceEqual(fingerprints))
                        return known.Pool;
                    outdated = known.Pool;
                }

                var pool = connect(new ServerKeys(keys));
                _pools[dc] = (fingerprints, pool);
                return pool;
            }
        }
        finally
        {
            // It trusted keys that are void, so nothing of value is under way there.
            _ = outdated?.DisposeAsync().AsTask();
        }
    }

    private static RsaPublicKey[] Find(CdnConfig config, int dc) =>
        [.. config.PublicKeys.Where(key => key.DcId == dc).Select(key => RsaPublicKey.FromPem(key.PublicKey))];
}
