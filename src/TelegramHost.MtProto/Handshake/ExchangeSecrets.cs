using System.Buffers.Binary;
using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Handshake;

/// <summary>The nonces of one exchange and what is derived from them: the temporary AES key, the hashes of the last answer, the first salt.</summary>
/// <remarks>Nonces are bytes of a fixed width: a leading zero is as good as any other byte. Source: https://core.telegram.org/mtproto/auth_key</remarks>
internal sealed class ExchangeSecrets : IDisposable
{
    private readonly byte[] _newNonce;
    private readonly byte[] _aesKey = new byte[AesIge.KeyBytes];
    private readonly byte[] _aesIv = new byte[AesIge.IvBytes];
    private bool _isDisposed;

    /// <summary>Derives everything from the nonces.</summary>
    public ExchangeSecrets(in TlInt128 nonce, in TlInt128 serverNonce, ReadOnlySpan<byte> newNonce)
    {
        Nonce = nonce;
        ServerNonce = serverNonce;
        _newNonce = newNonce.ToArray();
        DeriveTemporaryKey(newNonce, serverNonce.Span, _aesKey, _aesIv);
    }

    /// <summary>The client's public nonce.</summary>
    public TlInt128 Nonce { get; }

    /// <summary>The server's nonce.</summary>
    public TlInt128 ServerNonce { get; }

    /// <summary>The client's secret nonce.</summary>
    public TlInt256 NewNonce => new(_newNonce);

    /// <summary><c>new_nonce[0:8] xor server_nonce[0:8]</c>.</summary>
    public long FirstSalt =>
        BinaryPrimitives.ReadInt64LittleEndian(_newNonce) ^ BinaryPrimitives.ReadInt64LittleEndian(ServerNonce.Span);

    /// <summary>The AES key and iv that protect the Diffie–Hellman part.</summary>
    /// <remarks>
    /// key = SHA1(new_nonce + server_nonce) + SHA1(server_nonce + new_nonce)[0:12];
    /// iv = SHA1(server_nonce + new_nonce)[12:20] + SHA1(new_nonce + new_nonce) + new_nonce[0:4].
    /// </remarks>
    public static void DeriveTemporaryKey(ReadOnlySpan<byte> newNonce, ReadOnlySpan<byte> serverNonce, Span<byte> key, Span<byte> iv)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        HashPair(newNonce, serverNonce, hash);
        hash.CopyTo(key);
        HashPair(serverNonce, newNonce, hash);
        hash[..12].CopyTo(key[20..]);
        hash[12..].CopyTo(iv);
        HashPair(newNonce, newNonce, hash);
        hash.CopyTo(iv[8..]);
        newNonce[..4].CopyTo(iv[28..]);
        CryptographicOperations.ZeroMemory(hash);
    }

    /// <summary><c>new_nonce_hash</c> with the number 1, 2 or 3: the last 16 bytes of SHA1(new_nonce + number + auth_key_aux_hash).</summary>
    public TlInt128 NewNonceHash(byte number, long auxHash)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Span<byte> input = stackalloc byte[TlInt256.Size + 1 + sizeof(long)];
        _newNonce.CopyTo(input);
        input[TlInt256.Size] = number;
        BinaryPrimitives.WriteInt64LittleEndian(input[(TlInt256.Size + 1)..], auxHash);
        return LastBytesOfHash(input);
    }

    /// <summary>The hash that <c>server_DH_params_fail</c> carries: the last 16 bytes of SHA1(new_nonce).</summary>
    public TlInt128 NewNonceHashOfFailure()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return LastBytesOfHash(_newNonce);
    }

    /// <summary>Encrypts in place with the temporary key.</summary>
    public void Encrypt(Span<byte> data)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        AesIge.Encrypt(_aesKey, _aesIv, data);
    }

    /// <summary>Decrypts in place with the temporary key.</summary>
    public void Decrypt(Span<byte> data)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        AesIge.Decrypt(_aesKey, _aesIv, data);
    }

    /// <summary>Forgets the secrets.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_newNonce);
        CryptographicOperations.ZeroMemory(_aesKey);
        CryptographicOperations.ZeroMemory(_aesIv);
    }

    private static TlInt128 LastBytesOfHash(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
        return new TlInt128(hash[^TlInt128.Size..]);
    }

    private static void HashPair(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[first.Length + second.Length];
        first.CopyTo(input);
        second.CopyTo(input[first.Length..]);
        SHA1.HashData(input, hash);
        CryptographicOperations.ZeroMemory(input);
    }
}
