using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Emulator;

/// <summary>The copies in the content delivery data center, and what can go wrong with them. Used under the world's lock.</summary>
/// <remarks>Source: https://core.telegram.org/cdn</remarks>
internal sealed class CdnShelf(Random random)
{
    /// <summary>How much of a file one hash vouches for.</summary>
    public const int BlockSize = 128 * 1024;

    // Clients have to ask for those of the rest.
    private const int HashesAtOnce = 8;
    private const int TokenSize = 32;

    private readonly List<CdnCopy> _copies = [];

    /// <summary>From which size on files are handed out here; null: none is.</summary>
    public int? FilesFrom { get; set; }

    /// <summary>What the data center makes of an answer before it goes out: the offset in the file and the encrypted bytes; null for an honest one.</summary>
    public Func<long, byte[], byte[]>? Tampering { get; set; }

    /// <summary>What clients are told first when they ask for the data center's public key, before the right one: other keys, or null for none.</summary>
    public Queue<string?> OutdatedKeys { get; } = new();

    /// <summary>Whether clients that can are sent here for <paramref name="file"/>.</summary>
    public bool Serves(StoredFile file) => FilesFrom is { } size && file.Content.Length >= size;

    /// <summary>The copy of a file, made when it is first wanted.</summary>
    public CdnCopy CopyOf(StoredFile file)
    {
        if (_copies.Find(copy => copy.File == file) is { } known)
            return known;
        var (key, iv) = (Bytes(32), Bytes(16));
        // "For each offset replace the last 4 bytes of the encryption_iv with offset / 16": a stream that begins at 0 does so by itself.
        iv.AsSpan(12).Clear();
        var encrypted = file.Content.ToArray();
        using (var stream = new AesCtr(key, iv))
            stream.Transform(encrypted);
        // What the last 4 bytes were does not matter.
        random.NextBytes(iv.AsSpan(12));
        var copy = new CdnCopy(file, Bytes(TokenSize), key, iv, encrypted) { RequestToken = Bytes(TokenSize) };
        _copies.Add(copy);
        return copy;
    }

    /// <summary>The copy behind a token.</summary>
    /// <exception cref="WorldException">FILE_TOKEN_INVALID.</exception>
    public CdnCopy Find(byte[] token) =>
        _copies.Find(copy => copy.Token.AsSpan().SequenceEqual(token)) ?? throw new WorldException(400, "FILE_TOKEN_INVALID");

    /// <summary>The hashes of the blocks from the one of <paramref name="offset"/> on, as many as are told at once; none behind the end.</summary>
    public static Schema.FileHash[] HashesOf(CdnCopy copy, long offset)
    {
        var content = copy.File.Content;
        var first = offset / BlockSize * BlockSize;
        return [.. Enumerable.Range(0, HashesAtOnce)
            .Select(i => first + ((long)i * BlockSize))
            .TakeWhile(start => start < content.Length)
            .Select(start => new Schema.FileHash
            {
                Offset = start,
                Limit = BlockSize,
                Hash = SHA256.HashData(content.AsSpan((int)start, (int)Math.Min(BlockSize, content.Length - start))),
            })];
    }

    /// <summary>A part of a copy as it goes out.</summary>
    public byte[] Read(CdnCopy copy, long offset, int limit)
    {
        var from = (int)Math.Min(offset, copy.Encrypted.Length);
        var part = copy.Encrypted.AsSpan(from, Math.Min(limit, copy.Encrypted.Length - from)).ToArray();
        return Tampering?.Invoke(offset, part) ?? part;
    }

    /// <summary>Throws all copies away, as a data center short of memory does; clients are asked to have them brought back.</summary>
    public void ThrowAway()
    {
        foreach (var copy in _copies)
            (copy.IsStored, copy.RequestToken) = (false, Bytes(TokenSize));
    }

    /// <summary>Makes all tokens that clients hold invalid.</summary>
    public void ExpireTokens() => _copies.Clear();

    /// <summary>Damages one byte of the file wherever it is part of an answer, from now on.</summary>
    public void SpoilByteAt(long position) => Tampering = (offset, part) =>
    {
        if (position >= offset && position < offset + part.Length)
            part[position - offset] ^= 1;
        return part;
    };

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
