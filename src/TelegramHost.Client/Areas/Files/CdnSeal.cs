using System.Buffers.Binary;
using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas.Files;

/// <summary>Opens what a content delivery data centre sent: decrypts it, and lets nothing through that the master data centre does not vouch for.</summary>
/// <remarks>Such data centres are no part of Telegram and "may not be trusted". Source: https://core.telegram.org/cdn</remarks>
internal static class CdnSeal
{
    /// <summary>How long the key of a file is.</summary>
    public const int KeyBytes = 32;

    /// <summary>How long its initialisation vector is.</summary>
    public const int IvBytes = 16;

    private const int AesBlock = 16;

    /// <summary>Decrypts a part in place and checks each of its blocks.</summary>
    /// <param name="key">The file's key, 32 bytes.</param>
    /// <param name="iv">The file's initialisation vector, 16 bytes.</param>
    /// <param name="offset">Where in the file the part begins; a multiple of 16.</param>
    /// <param name="blocks">The hashes of all that the part holds, in order and without a gap.</param>
    /// <param name="part">The encrypted bytes; decrypted on success, zeroed on a fault.</param>
    /// <returns>Null if every byte is what it should be.</returns>
    public static CdnFault? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, long offset, IReadOnlyList<FileHash> blocks, Span<byte> part)
    {
        Decrypt(key, iv, offset, part);
        var fault = Check(offset, blocks, part);
        if (fault is not null)
            part.Clear();
        return fault;
    }

    /// <summary>"For each offset replace the last 4 bytes of the encryption_iv with offset / 16 in big-endian."</summary>
    private static void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, long offset, Span<byte> part)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(offset % AesBlock, 0);
        Span<byte> counter = stackalloc byte[IvBytes];
        iv.CopyTo(counter);
        BinaryPrimitives.WriteUInt32BigEndian(counter[(IvBytes - sizeof(uint))..], checked((uint)(offset / AesBlock)));
        using var stream = new AesCtr(key, counter);
        stream.Transform(part);
    }

    /// <summary>"Before saving each portion of the data … the client must confirm that its hash matches the hash that was received from the master DC."</summary>
    private static CdnFault? Check(long offset, IReadOnlyList<FileHash> blocks, ReadOnlySpan<byte> part)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var position = 0;
        foreach (var block in blocks)
        {
            if (block.Offset != offset + position)
                return new CdnFault(CdnFaultKind.NotCovered, block.Offset);
            if (position >= part.Length)
                return new CdnFault(CdnFaultKind.TooShort, block.Offset);
            // The file's last block may end before its limit. Whether this one may, its hash tells.
            var content = part.Slice(position, Math.Min(block.Limit, part.Length - position));
            SHA256.HashData(content, hash);
            if (!CryptographicOperations.FixedTimeEquals(hash, block.Hash))
                return new CdnFault(CdnFaultKind.WrongHash, block.Offset);
            position += content.Length;
        }

        return position < part.Length ? new CdnFault(CdnFaultKind.TooLong, offset + position) : null;
    }
}
