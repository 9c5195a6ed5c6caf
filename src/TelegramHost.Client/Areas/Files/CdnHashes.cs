using System.Security.Cryptography;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas.Files;

/// <summary>The hashes of a file's blocks, as far as the master data centre has told them. Safe for several threads.</summary>
internal sealed class CdnHashes
{
    // A block lies within the part that is asked for, and that is never longer.
    private const int LongestBlock = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, FileHash> _blocks = [];

    /// <summary>Takes hashes in; a later one replaces an earlier one of the same block.</summary>
    /// <returns>False if one of them can't be a hash of a block, and then none is taken.</returns>
    public bool TryAdd(IReadOnlyCollection<FileHash> told)
    {
        if (told.Any(hash => hash.Offset < 0 || hash.Limit is <= 0 or > LongestBlock || hash.Hash.Length != SHA256.HashSizeInBytes))
            return false;
        lock (_gate)
        {
            foreach (var hash in told)
                _blocks[hash.Offset] = hash;
        }

        return true;
    }

    /// <summary>The blocks that follow each other from <paramref name="offset"/> on and begin before <paramref name="end"/>; empty if the first is unknown.</summary>
    public IReadOnlyList<FileHash> Between(long offset, long end)
    {
        List<FileHash> found = [];
        lock (_gate)
        {
            for (var at = offset; at < end && _blocks.TryGetValue(at, out var block); at += block.Limit)
                found.Add(block);
        }

        return found;
    }
}
