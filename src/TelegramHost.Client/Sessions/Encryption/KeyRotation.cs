using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Sessions.Encryption;

/// <summary>Encrypts anew what an old key has encrypted, so that nobody needs the old key any more.</summary>
/// <param name="stored">The session as it is stored.</param>
/// <param name="open">The same, as it is read and written.</param>
/// <param name="keys">The keys.</param>
/// <param name="logger">Hears when the old ones may go.</param>
internal sealed class KeyRotation(ISessionLease stored, EncryptedSessionLease open, EncryptionKeys keys, ILogger logger)
{
    private const int PageSize = 1000;

    private int _renewed;
    private SessionStoreException? _fault;
    private int _left;

    /// <summary>Looks at all that is stored, and writes what is not as the current key writes it. What no key opens is left as it is.</summary>
    /// <exception cref="SessionStoreException">The store could not be read or written; what was renewed stays so, and the rest is found by the next start.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await RenewLoginAsync(cancellationToken).ConfigureAwait(false);
        await RenewQuarantineAsync(cancellationToken).ConfigureAwait(false);
        await RenewPeersAsync(cancellationToken).ConfigureAwait(false);
        var current = keys.Current?.Name ?? "no key";
        if (_left > 0)
            SessionsLog.KeysStillNeeded(logger, _renewed, current, _left, _fault);
        else
            SessionsLog.KeysRotated(logger, _renewed, current);
    }

    private async Task RenewLoginAsync(CancellationToken cancellationToken)
    {
        // What is wrong with the login is for whoever reads it next.
        if (await stored.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } login || keys.IsCurrent(login.Data.Span)
            || !TryOpen(() => open.Open(login), out var opened))
        {
            return;
        }

        await open.WriteAsync(opened.Data, opened.Version, cancellationToken).ConfigureAwait(false);
        _renewed++;
    }

    private async Task RenewQuarantineAsync(CancellationToken cancellationToken)
    {
        if (stored.Quarantine is not { } quarantine || open.Quarantine is not EncryptedQuarantine encrypted)
            return;
        List<QuarantineEntry> renewed = [];
        foreach (var entry in await quarantine.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!keys.IsCurrent(entry.Data.Span) && TryOpen(() => encrypted.Open(entry), out var opened))
                renewed.Add(opened);
        }

        if (renewed.Count > 0)
            await encrypted.WriteAsync(renewed, [], cancellationToken).ConfigureAwait(false);
        _renewed += renewed.Count;
    }

    private async Task RenewPeersAsync(CancellationToken cancellationToken)
    {
        HashSet<string>? shared = null;
        for (var after = long.MinValue; ;)
        {
            if (await stored.Peers.ListAsync(after, PageSize, cancellationToken).ConfigureAwait(false) is not { } page)
            {
                SessionsLog.PeersNotListed(logger);
                return;
            }

            if (page.Count == 0)
                return;
            after = page[^1].Id;
            List<StoredPeer> renewed = [];
            foreach (var peer in page.Where(peer => !keys.IsCurrent(peer.Data.Span)))
            {
                shared ??= await FindSharedNamesAsync(cancellationToken).ConfigureAwait(false);
                if (TryOpen(() => open.Open(peer), out var opened))
                    renewed.Add(await WithOwnNamesAsync(opened, shared, cancellationToken).ConfigureAwait(false));
            }

            if (renewed.Count > 0)
                await open.Peers.WriteAsync(renewed, cancellationToken).ConfigureAwait(false);
            _renewed += renewed.Count;
        }
    }

    /// <summary>The names that more than one peer was written with: they belong to the last of them, and writing another one anew must not change that.</summary>
    private async Task<HashSet<string>> FindSharedNamesAsync(CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<string> shared = new(StringComparer.Ordinal);
        for (var after = long.MinValue; await stored.Peers.ListAsync(after, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page; after = page[^1].Id)
        {
            foreach (var peer in page)
            {
                if (!TryOpen(() => open.Open(peer), out var opened, isCounted: false))
                    continue;
                shared.UnionWith(opened.Usernames.Where(name => !seen.Add(name)));
                // No user name begins so.
                if (opened.Phone is { } phone && !seen.Add($"+{phone}"))
                    shared.Add($"+{phone}");
            }
        }

        return shared;
    }

    private async ValueTask<StoredPeer> WithOwnNamesAsync(StoredPeer peer, HashSet<string> shared, CancellationToken cancellationToken)
    {
        List<string> own = [];
        foreach (var name in peer.Usernames)
        {
            if (!shared.Contains(name) || (await open.FindByUsernameAsync(name, cancellationToken).ConfigureAwait(false))?.Id == peer.Id)
                own.Add(name);
        }

        var hasPhone = peer.Phone is { } phone
            && (!shared.Contains($"+{phone}") || (await open.FindByPhoneAsync(phone, cancellationToken).ConfigureAwait(false))?.Id == peer.Id);
        return peer with { Usernames = own, Phone = hasPhone ? peer.Phone : null };
    }

    private bool TryOpen<T>(Func<T> read, out T opened, bool isCounted = true)
    {
        try
        {
            opened = read();
            return true;
        }
        catch (SessionStoreException exception)
        {
            opened = default!;
            if (isCounted)
                (_fault, _left) = (exception, _left + 1);
            return false;
        }
    }
}
