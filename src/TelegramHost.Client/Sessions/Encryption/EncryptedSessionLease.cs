using System.Text;

namespace TelegramHost.Client.Sessions.Encryption;

/// <summary>A lease whose login, peers and quarantine are encrypted on their way in and decrypted on their way out.</summary>
internal sealed class EncryptedSessionLease(ISessionLease lease, EncryptionKeys keys, string sessionKey, string place) : ISessionLease, IPeerStore
{
    private const string Username = "username";
    private const string PhoneNumber = "phone";

    /// <inheritdoc/>
    public CancellationToken Lost => lease.Lost;

    /// <inheritdoc/>
    public IUpdateStateStore Updates => lease.Updates;

    /// <inheritdoc/>
    public IPeerStore Peers => this;

    /// <inheritdoc/>
    public IQuarantineStore? Quarantine { get; } = lease.Quarantine is { } quarantine ? new EncryptedQuarantine(quarantine, keys, sessionKey, place) : null;

    /// <inheritdoc/>
    public async ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken) =>
        await lease.ReadAsync(cancellationToken).ConfigureAwait(false) is { } stored ? Open(stored) : null;

    /// <summary>Decrypts a login as it is stored.</summary>
    public StoredSession Open(StoredSession stored) => stored with { Data = Open(stored.Data, "login") };

    /// <inheritdoc/>
    public ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken) =>
        lease.WriteAsync(Seal(data, "login"), expectedVersion, cancellationToken);

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyCollection<StoredPeer> peers, CancellationToken cancellationToken) =>
        lease.Peers.WriteAsync([.. peers.Select(Seal)], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<StoredPeer?> FindAsync(long id, CancellationToken cancellationToken) =>
        await lease.Peers.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } found ? Open(found) : null;

    /// <inheritdoc/>
    public ValueTask<StoredPeer?> FindByUsernameAsync(string username, CancellationToken cancellationToken) =>
        FindAsync(Username, username, lease.Peers.FindByUsernameAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredPeer?> FindByPhoneAsync(string phone, CancellationToken cancellationToken) =>
        FindAsync(PhoneNumber, phone, lease.Peers.FindByPhoneAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> CountAsync(CancellationToken cancellationToken) => lease.Peers.CountAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredPeer>?> ListAsync(long after, int limit, CancellationToken cancellationToken) =>
        await lease.Peers.ListAsync(after, limit, cancellationToken).ConfigureAwait(false) is { } page ? [.. page.Select(Open)] : null;

    /// <inheritdoc/>
    public ValueTask ClearAsync(CancellationToken cancellationToken) => lease.Peers.ClearAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => lease.DisposeAsync();

    private async ValueTask<StoredPeer?> FindAsync(
        string kind, string text, Func<string, CancellationToken, ValueTask<StoredPeer?>> find, CancellationToken cancellationToken)
    {
        // Each key has its own index, and what was written before there was a key is found by the text itself.
        foreach (var index in keys.All.Select(key => key.IndexOf(kind, text)).Append(text))
        {
            if (await find(index, cancellationToken).ConfigureAwait(false) is { } found && (index != text || !Envelope.IsOne(found.Data.Span)))
                return Open(found);
        }

        return null;
    }

    private StoredPeer Seal(StoredPeer peer)
    {
        if (keys.Current is not { } key)
            return peer;
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(peer.Phone is not null);
            writer.Write(peer.Phone ?? "");
            writer.Write7BitEncodedInt(peer.Usernames.Count);
            foreach (var name in peer.Usernames)
                writer.Write(name);
            writer.Write(peer.Data.Span);
        }

        return peer with
        {
            Usernames = [.. peer.Usernames.Select(name => key.IndexOf(Username, name))],
            Phone = peer.Phone is { } phone ? key.IndexOf(PhoneNumber, phone) : null,
            Data = Seal(stream.ToArray(), PurposeOf(peer)),
        };
    }

    /// <summary>Decrypts a peer as it is stored.</summary>
    public StoredPeer Open(StoredPeer peer)
    {
        if (!Envelope.IsOne(peer.Data.Span))
            return peer;
        using var stream = new MemoryStream(Open(peer.Data, PurposeOf(peer)).ToArray());
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        var hasPhone = reader.ReadBoolean();
        var phone = reader.ReadString();
        var names = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < names.Length; i++)
            names[i] = reader.ReadString();
        return peer with { Usernames = names, Phone = hasPhone ? phone : null, Data = reader.ReadBytes((int)(stream.Length - stream.Position)) };
    }

    private static string PurposeOf(StoredPeer peer) => $"peer {peer.Id}";

    private ReadOnlyMemory<byte> Seal(ReadOnlyMemory<byte> plain, string purpose) =>
        keys.Current is { } key ? Envelope.Seal(key, plain.Span, $"{purpose} of {sessionKey}") : plain;

    private ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> data, string purpose) =>
        Envelope.IsOne(data.Span) ? Envelope.Open(keys, data.Span, $"{purpose} of {sessionKey}", place) : data;
}
