using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TelegramHost.Client.Sessions.Encryption;

/// <summary>A key at rest, as the keys derived from it for each purpose.</summary>
/// <remarks>The derivation is HKDF-Expand with SHA-256: https://www.rfc-editor.org/rfc/rfc5869#section-2.3</remarks>
internal sealed class EncryptionKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    /// <summary>Bytes of an id.</summary>
    public const int IdLength = 8;

    // Half of a hash is far more than a hundred thousand names need to stay apart.
    private const int IndexLength = 16;

    private readonly byte[] _indexKey;

    /// <summary>The keys derived from <paramref name="key"/>, which has <see cref="Length"/> bytes.</summary>
    public EncryptionKey(ReadOnlySpan<byte> key)
    {
        Id = Derive(key, "TelegramHost session key id", IdLength);
        DataKey = Derive(key, "TelegramHost session data", Length);
        _indexKey = Derive(key, "TelegramHost session index", Length);
    }

    /// <summary>Tells keys apart and says nothing about them.</summary>
    public byte[] Id { get; }

    /// <summary>The key of AES-GCM. A secret.</summary>
    public byte[] DataKey { get; }

    /// <summary>The id as people read it.</summary>
    public string Name => Convert.ToHexStringLower(Id);

    /// <summary>What a text is looked up by instead of itself: only who has the key can tell which text it is.</summary>
    public string IndexOf(string kind, string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_indexKey, Encoding.UTF8.GetBytes(kind + ":" + text)).AsSpan(0, IndexLength));

    private static byte[] Derive(ReadOnlySpan<byte> key, string purpose, int length)
    {
        var derived = new byte[length];
        HKDF.Expand(HashAlgorithmName.SHA256, key, derived, Encoding.ASCII.GetBytes(purpose));
        return derived;
    }
}
