using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TelegramHost.Client.Sessions;

/// <summary>Sole possession of a session file and the journal beside it. The version of the file is the beginning of its content's hash.</summary>
internal sealed class FileSessionLease : ISessionLease, IUpdateStateStore, IPeerStore, IQuarantineStore
{
    // Far above any real session; a wrong path to a huge file must not fill the memory.
    private const long MaxBytes = 16 << 20;

    private readonly string _path;
    private readonly string _description;
    private readonly FileSessionLock _held;
    private readonly Action<FileWriteStep>? _fault;
    private readonly FileJournal _journal;
    private bool _released;

    /// <summary>Takes the session file at <paramref name="path"/>, of which nothing is touched yet.</summary>
    /// <exception cref="SessionStoreException">Somebody else has it.</exception>
    public FileSessionLease(string path, string description, Action<FileWriteStep>? fault)
    {
        (_path, _description, _fault) = (path, description, fault);
        _held = FileSessionLock.Take(path, description);
        _journal = new FileJournal(path + ".state", description, fault);
    }

    /// <inheritdoc/>
    public CancellationToken Lost => CancellationToken.None;

    /// <inheritdoc/>
    public IUpdateStateStore Updates => this;

    /// <inheritdoc/>
    public IPeerStore Peers => this;

    /// <inheritdoc/>
    public IQuarantineStore Quarantine => this;

    /// <inheritdoc/>
    public async ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken)
        => await ReadBytesAsync(cancellationToken).ConfigureAwait(false) is { } data ? new StoredSession(data, VersionOf(data)) : null;

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken)
    {
        var previous = await ReadBytesAsync(cancellationToken).ConfigureAwait(false);
        _held.ThrowIfLost(_description);
        var found = previous is null ? 0 : VersionOf(previous);
        CryptographicOperations.ZeroMemory(previous);
        if (found != expectedVersion)
        {
            throw new SessionStoreException(SessionStoreFault.Conflict,
                $"Somebody changed {_description} while it was in use; the change is left as it is and nothing was written. Start again to use it.");
        }

        try
        {
            await FileReplacement.WriteAsync(_path, data, _fault, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            throw FileFaults.Translate(exception, $"Could not write {_description}");
        }

        return VersionOf(data.Span);
    }

    async ValueTask<IReadOnlyList<UpdateMark>> IUpdateStateStore.ReadAsync(CancellationToken cancellationToken) =>
        (await ContentAsync(cancellationToken).ConfigureAwait(false)).Marks.All;

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyCollection<UpdateMark> changed, IReadOnlyCollection<UpdateBox> removed, CancellationToken cancellationToken) =>
        AppendAsync(
            writer =>
            {
                foreach (var box in removed)
                    JournalFormat.WriteRemoved(writer, box);
                foreach (var mark in changed)
                    JournalFormat.WriteMark(writer, mark);
            },
            content => content.Marks.Write(changed, removed),
            changed.Count + removed.Count,
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyCollection<StoredPeer> peers, CancellationToken cancellationToken) =>
        AppendAsync(
            writer =>
            {
                foreach (var peer in peers)
                    JournalFormat.WritePeer(writer, peer);
            },
            content =>
            {
                foreach (var peer in peers)
                    content.Peers.Write(peer with { Data = peer.Data.ToArray() });
            },
            peers.Count,
            cancellationToken);

    async ValueTask<IReadOnlyList<QuarantineEntry>> IQuarantineStore.ReadAsync(CancellationToken cancellationToken) =>
        (await ContentAsync(cancellationToken).ConfigureAwait(false)).Quarantine.All;

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyCollection<QuarantineEntry> changed, IReadOnlyCollection<long> removed, CancellationToken cancellationToken)
    {
        if ((await ContentAsync(cancellationToken).ConfigureAwait(false)).Version < JournalFormat.Version)
        {
            _held.ThrowIfLost(_description);
            await _journal.UpgradeAsync(cancellationToken).ConfigureAwait(false);
        }

        await AppendAsync(
            writer =>
            {
                foreach (var id in removed)
                    JournalFormat.WriteReleased(writer, id);
                foreach (var entry in changed)
                    JournalFormat.WriteQuarantined(writer, entry);
            },
            content => content.Quarantine.Write([.. changed.Select(entry => entry with { Data = entry.Data.ToArray() })], removed),
            changed.Count + removed.Count,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredPeer?> FindAsync(long id, CancellationToken cancellationToken) =>
        (await ContentAsync(cancellationToken).ConfigureAwait(false)).Peers.Find(id);

    /// <inheritdoc/>
    public async ValueTask<StoredPeer?> FindByUsernameAsync(string username, CancellationToken cancellationToken) =>
        (await ContentAsync(cancellationToken).ConfigureAwait(false)).Peers.FindByUsername(username);

    /// <inheritdoc/>
    public async ValueTask<StoredPeer?> FindByPhoneAsync(string phone, CancellationToken cancellationToken) =>
        (await ContentAsync(cancellationToken).ConfigureAwait(false)).Peers.FindByPhone(phone);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredPeer>?> ListAsync(long after, int limit, CancellationToken cancellationToken) =>
        (await ContentAsync(cancellationToken).ConfigureAwait(false)).Peers.List(after, limit);

    /// <inheritdoc/>
    public async ValueTask<long?> CountAsync(CancellationToken cancellationToken) => (await ContentAsync(cancellationToken).ConfigureAwait(false)).Peers.Count;

    /// <inheritdoc/>
    public async ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        // Nothing is made of nothing: a new session has no journal yet.
        if ((await ContentAsync(cancellationToken).ConfigureAwait(false)).Peers.Count > 0)
            await AppendAsync(JournalFormat.WritePeersCleared, content => content.Peers.Clear(), 1, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!_released)
        {
            _journal.Dispose();
            _held.Dispose();
        }

        _released = true;
        return ValueTask.CompletedTask;
    }

    private static long VersionOf(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        // 0 means "nothing stored".
        return BinaryPrimitives.ReadInt64LittleEndian(hash) is var version and not 0 ? version : 1;
    }

    private ValueTask<JournalContent> ContentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_released, this);
        cancellationToken.ThrowIfCancellationRequested();
        return _journal.GetContentAsync(cancellationToken);
    }

    private ValueTask AppendAsync(Action<BinaryWriter> write, Action<JournalContent> apply, int entries, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_released, this);
        cancellationToken.ThrowIfCancellationRequested();
        _held.ThrowIfLost(_description);
        return _journal.AppendAsync(write, apply, entries, cancellationToken);
    }

    private async ValueTask<byte[]?> ReadBytesAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_released, this);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var length = new FileInfo(_path) is { Exists: true } file ? file.Length : (long?)null;
            if (length is null)
                return null;
            if (length > MaxBytes)
            {
                throw new SessionStoreException(SessionStoreFault.Corrupt,
                    $"What lies at {_description} has {length} bytes and is no session; it is left as it is. Set Telegram:Session:Path to another file.");
            }

            return await File.ReadAllBytesAsync(_path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            throw FileFaults.Translate(exception, $"Could not read {_description}");
        }
    }
}
