using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Emulator.Server;

/// <summary>What both sides derive from the two nonces of a key exchange.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/auth_key</remarks>
internal sealed class HandshakeSecrets
{
    private readonly byte[] _newNonce;
    private readonly byte[] _serverNonce;
    private readonly byte[] _key;
    private readonly byte[] _iv;

    public HandshakeSecrets(ReadOnlySpan<byte> newNonce, ReadOnlySpan<byte> serverNonce)
    {
        _newNonce = newNonce.ToArray();
        _serverNonce = serverNonce.ToArray();
        // tmp_aes_key := SHA1(new_nonce + server_nonce) + substr(SHA1(server_nonce + new_nonce), 0, 12)
        // tmp_aes_iv  := substr(SHA1(server_nonce + new_nonce), 12, 8) + SHA1(new_nonce + new_nonce) + substr(new_nonce, 0, 4)
        var newServer = SHA1.HashData([.. _newNonce, .. _serverNonce]);
        var serverNew = SHA1.HashData([.. _serverNonce, .. _newNonce]);
        var newNew = SHA1.HashData([.. _newNonce, .. _newNonce]);
        _key = [.. newServer, .. serverNew.AsSpan(0, 12)];
        _iv = [.. serverNew.AsSpan(12, 8), .. newNew, .. _newNonce.AsSpan(0, 4)];
    }

    /// <summary>tmp_aes_key.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>tmp_aes_iv.</summary>
    public ReadOnlySpan<byte> Iv => _iv;

    /// <summary>The first salt of the new key: the first eight bytes of both nonces, XORed.</summary>
    public long FirstSalt => BitConverter.ToInt64(_newNonce) ^ BitConverter.ToInt64(_serverNonce);

    /// <summary>new_nonce_hash1, 2 or 3 for <c>dh_gen_ok</c>, <c>_retry</c> or <c>_fail</c>.</summary>
    public byte[] NewNonceHash(byte number, long auxHash)
    {
        Span<byte> input = stackalloc byte[32 + 1 + 8];
        _newNonce.CopyTo(input);
        input[32] = number;
        BitConverter.TryWriteBytes(input[33..], auxHash);
        return SHA1.HashData(input)[4..];
    }

    /// <summary>The hash that <c>server_DH_params_fail</c> carries.</summary>
    public byte[] FailureHash() => SHA1.HashData(_newNonce)[4..];

    /// <summary>SHA1 of the data, the data, and padding up to a multiple of 16, encrypted with AES-IGE.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> data, IEntropy entropy)
    {
        var packet = new byte[(20 + data.Length + 15) & ~15];
        SHA1.HashData(data, packet);
        data.CopyTo(packet.AsSpan(20));
        entropy.Fill(packet.AsSpan(20 + data.Length));
        AesIge.Encrypt(_key, _iv, packet);
        return packet;
    }

    /// <summary>Opens what a client encrypted in that form; the hash must fit the data with 0 to 15 bytes of padding cut off.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> encrypted, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (encrypted.Length < 32 || encrypted.Length % 16 != 0)
            return false;
        var packet = encrypted.ToArray();
        AesIge.Decrypt(_key, _iv, packet);
        Span<byte> hash = stackalloc byte[20];
        for (var padding = 0; padding < 16; padding++)
        {
            var candidate = packet.AsSpan(20..^padding);
            SHA1.HashData(candidate, hash);
            if (!CryptographicOperations.FixedTimeEquals(hash, packet.AsSpan(0, 20)))
                continue;
            data = candidate;
            return true;
        }

        return false;
    }
}
