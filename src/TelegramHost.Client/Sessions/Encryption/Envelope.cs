using System.Security.Cryptography;
using System.Text;

namespace TelegramHost.Client.Sessions.Encryption;

/// <summary>Encrypted bytes: a mark, a version, the id of the key, a check sum of these, then nonce, ciphertext and tag of AES-256-GCM.</summary>
/// <remarks>
/// The check sum tells a damaged key id from the id of another key. What the bytes are for is authenticated with them, so that one record can't be put in
/// the place of another. Source: https://csrc.nist.gov/pubs/sp/800/38/d/final
/// </remarks>
internal static class Envelope
{
    private const byte Version = 1;
    private const int ChecksumLength = 4;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int KeyIdAt = 5;
    private const int ChecksumAt = KeyIdAt + EncryptionKey.IdLength;
    private const int NonceAt = ChecksumAt + ChecksumLength;
    private const int CiphertextAt = NonceAt + NonceLength;

    private static ReadOnlySpan<byte> Mark => "TGHE"u8;

    /// <summary>Whether bytes are encrypted, or look like it.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Mark);

    /// <summary>Whether bytes say that they are encrypted with <paramref name="key"/>.</summary>
    public static bool IsOf(EncryptionKey key, ReadOnlySpan<byte> bytes) =>
        IsOne(bytes) && bytes.Length >= ChecksumAt && bytes[KeyIdAt..ChecksumAt].SequenceEqual(key.Id);

    /// <summary>Encrypts.</summary>
    /// <param name="key">The key.</param>
    /// <param name="plain">What is to be encrypted.</param>
    /// <param name="purpose">What it is; the same is needed to open it.</param>
    public static byte[] Seal(EncryptionKey key, ReadOnlySpan<byte> plain, string purpose)
    {
        var sealedBytes = new byte[CiphertextAt + plain.Length + TagLength];
        Mark.CopyTo(sealedBytes);
        sealedBytes[Mark.Length] = Version;
        key.Id.CopyTo(sealedBytes.AsSpan(KeyIdAt));
        Checksum(sealedBytes.AsSpan(0, ChecksumAt), sealedBytes.AsSpan(ChecksumAt, ChecksumLength));
        var nonce = sealedBytes.AsSpan(NonceAt, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.DataKey, TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(CiphertextAt, plain.Length), sealedBytes.AsSpan(CiphertextAt + plain.Length),
            Encoding.UTF8.GetBytes(purpose));
        return sealedBytes;
    }

    /// <summary>Decrypts.</summary>
    /// <param name="keys">The keys; the envelope says which it needs.</param>
    /// <param name="bytes">What <see cref="Seal"/> made.</param>
    /// <param name="purpose">What it is.</param>
    /// <param name="place">Where the bytes lie, for the message.</param>
    /// <exception cref="SessionStoreException">The key is none of <paramref name="keys"/>, or the bytes are damaged.</exception>
    public static byte[] Open(EncryptionKeys keys, ReadOnlySpan<byte> bytes, string purpose, string place)
    {
        Span<byte> checksum = stackalloc byte[ChecksumLength];
        if (bytes.Length < CiphertextAt + TagLength || !IsOne(bytes))
            throw Corrupt(place, "it ends too early");
        Checksum(bytes[..ChecksumAt], checksum);
        if (!checksum.SequenceEqual(bytes.Slice(ChecksumAt, ChecksumLength)))
            throw Corrupt(place, "its head does not match its check sum");
        if (bytes[Mark.Length] > Version)
        {
            throw new SessionStoreException(SessionStoreFault.NewerVersion,
                $"The encryption of {place} is version {bytes[Mark.Length]}, and this library reads up to {Version}; it is left as it is. Update the library.");
        }

        var id = bytes.Slice(KeyIdAt, EncryptionKey.IdLength).ToArray();
        var key = keys.All.FirstOrDefault(candidate => candidate.Id.AsSpan().SequenceEqual(id)) ?? throw WrongKey(keys, id, place);
        var plain = new byte[bytes.Length - CiphertextAt - TagLength];
        try
        {
            using var aes = new AesGcm(key.DataKey, TagLength);
            aes.Decrypt(bytes.Slice(NonceAt, NonceLength), bytes.Slice(CiphertextAt, plain.Length), bytes[^TagLength..], plain, Encoding.UTF8.GetBytes(purpose));
            return plain;
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw Corrupt(place, $"it was encrypted with key {key.Name}, which is here, and does not match its tag", exception);
        }
    }

    /// <summary>Encrypted bytes were found where no key is set.</summary>
    public static SessionStoreException NoKey(string place) => new(SessionStoreFault.WrongKey,
        $"What is stored in {place} is encrypted, and no key is set; it is left as it is. Set Telegram:Session:Encryption:Key or KeyFile.");

    private static SessionStoreException WrongKey(EncryptionKeys keys, byte[] id, string place) => new(SessionStoreFault.WrongKey,
        $"What is stored in {place} is encrypted with key {Convert.ToHexStringLower(id)}, and Telegram:Session:Encryption has {string.Join(", ", keys.All.Select(key => key.Name))}; it is left as it is. Set the right Key, or name it in OldKeys or OldKeyFiles.");

    private static SessionStoreException Corrupt(string place, string detail, Exception? inner = null) => new(SessionStoreFault.Corrupt,
        $"What is stored in {place} is damaged: {detail}. It is left as it is: restore it from a copy, or remove it and log in again.", inner);

    private static void Checksum(ReadOnlySpan<byte> head, Span<byte> checksum)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(head, hash);
        hash[..ChecksumLength].CopyTo(checksum);
    }
}
