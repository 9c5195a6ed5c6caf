using System.Security.Cryptography;

namespace TelegramHost.Emulator;

/// <summary>Parts of files on their way up, and the files made from them. Used under the world's lock.</summary>
internal sealed class FileStore(Random random, WorldClock clock)
{
    private readonly Dictionary<(long AccountId, long FileId), SortedDictionary<int, byte[]>> _uploads = [];
    private readonly Dictionary<long, StoredFile> _files = [];

    /// <summary>Takes a part; the same part may come again.</summary>
    /// <param name="account">Who uploads.</param>
    /// <param name="fileId">The client's id of the file.</param>
    /// <param name="part">The part's number, from 0.</param>
    /// <param name="totalParts">How many there will be; -1 when the client does not know, null for small files.</param>
    /// <param name="bytes">The content.</param>
    public void SavePart(Account account, long fileId, int part, int? totalParts, byte[] bytes)
    {
        if (part is < 0 or >= FilePartRules.MaxParts)
            throw new WorldException(400, "FILE_PART_INVALID");
        if (totalParts is 0 or < -1 or > FilePartRules.MaxParts || (totalParts > 0 && part >= totalParts))
            throw new WorldException(400, "FILE_PARTS_INVALID");
        if (bytes.Length > FilePartRules.MaxPartSize)
            throw new WorldException(400, "FILE_PART_TOO_BIG");
        var isLast = totalParts == part + 1;
        if (bytes.Length == 0 && !(isLast && part > 0))
            throw new WorldException(400, "FILE_PART_EMPTY");
        if (totalParts is not null && !isLast && !FilePartRules.IsWholePart(bytes.Length))
            throw new WorldException(400, "FILE_PART_SIZE_INVALID");

        var key = (account.Id, fileId);
        if (!_uploads.TryGetValue(key, out var parts))
            _uploads.Add(key, parts = []);
        if (totalParts is not null && !isLast && parts.Count > 0 && parts.First().Key != part && parts.First().Value.Length != bytes.Length)
            throw new WorldException(400, "FILE_PART_SIZE_CHANGED");
        parts[part] = bytes;
    }

    /// <summary>Loses a part of an upload, as Telegram sometimes does; answers whether it was there.</summary>
    public bool LosePart(Account account, long fileId, int part) => _uploads.TryGetValue((account.Id, fileId), out var parts) && parts.Remove(part);

    /// <summary>Makes a file from the parts of an upload.</summary>
    public StoredFile Assemble(Account account, Schema.InputFileBase input, int dcId)
    {
        var (id, count, md5) = input switch
        {
            Schema.InputFile small => (small.Id, small.Parts, small.Md5Checksum),
            Schema.InputFileBig big => (big.Id, big.Parts, ""),
            _ => throw new WorldException(400, "INPUT_FILE_INVALID"),
        };
        if (count is <= 0 or > FilePartRules.MaxParts)
            throw new WorldException(400, "FILE_PARTS_INVALID");
        if (!_uploads.TryGetValue((account.Id, id), out var parts))
            throw new WorldException(400, "FILE_PART_0_MISSING");
        for (var i = 0; i < count; i++)
        {
            if (!parts.TryGetValue(i, out var part))
                throw new WorldException(400, $"FILE_PART_{i}_MISSING");
            if (i < count - 1 && !FilePartRules.IsWholePart(part.Length))
                throw new WorldException(400, "FILE_PART_SIZE_INVALID");
            if (i < count - 1 ? part.Length != parts[0].Length : part.Length > parts[0].Length)
                throw new WorldException(400, "FILE_PART_LENGTH_INVALID");
        }

        var content = new byte[parts.Where(part => part.Key < count).Sum(part => (long)part.Value.Length)];
        var position = 0;
        for (var i = 0; i < count; i++)
        {
            parts[i].CopyTo(content, position);
            position += parts[i].Length;
        }

        if (md5.Length > 0 && !string.Equals(md5, Convert.ToHexString(MD5.HashData(content)), StringComparison.OrdinalIgnoreCase))
            throw new WorldException(400, "MD5_CHECKSUM_INVALID");
        _uploads.Remove((account.Id, id));
        return Add(content, dcId);
    }

    /// <summary>Keeps a file that did not come through an upload.</summary>
    public StoredFile Add(byte[] content, int dcId)
    {
        var file = new StoredFile(random.NextInt64(1, long.MaxValue), random.NextInt64(), NewReference(), dcId, clock.UnixTime, content);
        _files.Add(file.Id, file);
        return file;
    }

    /// <summary>A file, or null.</summary>
    public StoredFile? Find(long id) => _files.GetValueOrDefault(id);

    /// <summary>A file that a client names.</summary>
    /// <exception cref="WorldException">FILE_ID_INVALID or one of the errors about references.</exception>
    public StoredFile Resolve(long id, long accessHash, byte[] reference, string notFound = "FILE_ID_INVALID")
    {
        var file = Find(id);
        if (file is null || file.AccessHash != accessHash)
            throw new WorldException(400, notFound);
        if (reference.Length == 0)
            throw new WorldException(400, "FILE_REFERENCE_EMPTY");
        return reference.AsSpan().SequenceEqual(file.Reference) ? file : throw new WorldException(400, "FILE_REFERENCE_EXPIRED");
    }

    /// <summary>Makes every reference that clients hold stale; messages fetched anew carry new ones.</summary>
    public void ExpireReferences()
    {
        foreach (var file in _files.Values)
            file.Reference = NewReference();
    }

    private byte[] NewReference()
    {
        var reference = new byte[21];
        random.NextBytes(reference);
        return reference;
    }
}
