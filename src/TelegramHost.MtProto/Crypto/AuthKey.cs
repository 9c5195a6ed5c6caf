using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TelegramHost.MtProto.Crypto;

/// <summary>An authorization key: the 256 bytes that client and server share. The owner disposes it.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/auth_key</remarks>
internal sealed class AuthKey : IDisposable
{
    /// <summary>Length of the key.</summary>
    public const int SizeBytes = 256;

    private readonly byte[] _bytes;
    private IncrementalHash? _idleHash;

    /// <summary>Copies <paramref name="bytes"/>, which must be 256 (left-padded with zeros where the number is shorter).</summary>
    public AuthKey(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, SizeBytes);

        // Pinned, so that the collector leaves no copies behind when it moves objects.
        _bytes = GC.AllocateUninitializedArray<byte>(SizeBytes, pinned: true);
        bytes.CopyTo(_bytes);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(bytes, hash);
        AuxHash = BinaryPrimitives.ReadInt64LittleEndian(hash);
        Id = BinaryPrimitives.ReadInt64LittleEndian(hash[12..]);
    }

    /// <summary>The last 8 bytes of the key's SHA-1: what names the key on the wire.</summary>
    public long Id { get; }

    /// <summary>The first 8 bytes of the key's SHA-1: a part of the exchange's hashes and of its retry id.</summary>
    public long AuxHash { get; }

    /// <summary>The key itself. Never log it.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The <see cref="Id"/> of a key that is only to be recognised.</summary>
    public static long IdOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(bytes, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash[12..]);
    }

    /// <summary>Forgets the key; nothing may use it afterwards.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        Interlocked.Exchange(ref _idleHash, null)?.Dispose();
    }

    /// <summary>A SHA-256 to be given back with <see cref="ReturnHash"/>, so that not every message makes one of its own.</summary>
    internal IncrementalHash RentHash() =>
        Interlocked.Exchange(ref _idleHash, null) ?? IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Keeps <paramref name="hash"/>, which must have been reset, for the next message.</summary>
    internal void ReturnHash(IncrementalHash hash) => Interlocked.Exchange(ref _idleHash, hash)?.Dispose();
}
