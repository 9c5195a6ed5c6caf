using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TelegramHost.Client.Sessions;

/// <summary>Sole possession of a session file. The version of its content is the beginning of the content's hash.</summary>
internal sealed class FileSessionLease(string path, string description, FileSessionLock held, Action<FileWriteStep>? fault) : ISessionLease
{
    // Far above any real session; a wrong path to a huge file must not fill the memory.
    private const long MaxBytes = 16 << 20;

    private readonly string _temporary = path + ".tmp";
    private bool _released;

    /// <inheritdoc/>
    public async ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken)
        => await ReadBytesAsync(cancellationToken).ConfigureAwait(false) is { } data ? new StoredSession(data, VersionOf(data)) : null;

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken)
    {
        var previous = await ReadBytesAsync(cancellationToken).ConfigureAwait(false);
        var found = previous is null ? 0 : VersionOf(previous);
        CryptographicOperations.ZeroMemory(previous);
        if (found != expectedVersion)
        {
            throw new SessionStoreException(SessionStoreFault.Conflict,
                $"Somebody changed {description} while it was in use; the change is left as it is and nothing was written. Start again to use it.");
        }

        try
        {
            await ReplaceAsync(data, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            throw FileFaults.Translate(exception, $"Could not write {description}");
        }

        return VersionOf(data.Span);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!_released)
            held.Dispose();
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

    private async ValueTask<byte[]?> ReadBytesAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_released, this);
        try
        {
            var length = new FileInfo(path) is { Exists: true } file ? file.Length : (long?)null;
            if (length is null)
                return null;
            if (length > MaxBytes)
            {
                throw new SessionStoreException(SessionStoreFault.Corrupt,
                    $"What lies at {description} has {length} bytes and is no session; it is left as it is. Set Telegram:Session:Path to another file.");
            }

            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            throw FileFaults.Translate(exception, $"Could not read {description}");
        }
    }

    private async ValueTask ReplaceAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        fault?.Invoke(FileWriteStep.WriteTemporary);
        // A leftover of a crash may have other access rights, so it is not written into.
        File.Delete(_temporary);
        var stream = new FileStream(_temporary, FileSessionLock.OwnerOnly(FileMode.CreateNew));
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(data, cancellationToken).ConfigureAwait(false);
            fault?.Invoke(FileWriteStep.FlushTemporary);
            stream.Flush(flushToDisk: true);
        }

        fault?.Invoke(FileWriteStep.Rename);
        File.Move(_temporary, path, overwrite: true);
        fault?.Invoke(FileWriteStep.FlushFolder);
        FolderFlush.Run(Path.GetDirectoryName(path)!);
    }
}
