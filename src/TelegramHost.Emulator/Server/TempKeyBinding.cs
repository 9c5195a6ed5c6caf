using System.Buffers.Binary;
using System.Security.Cryptography;
using TelegramHost.Emulator.Rpc;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>Binds a temporary key to its permanent one: <c>auth.bindTempAuthKey</c>.</summary>
/// <remarks>The inner message is the one place where MTProto 1.0 still lives. Source: https://core.telegram.org/method/auth.bindTempAuthKey</remarks>
internal sealed class TempKeyBinding(AuthKeyRing keys)
{
    private const int OuterHeader = 24;
    private const int InnerHeader = 32;
    private const int InnerLength = 40;

    private static readonly RpcFault Invalid = new(400, "ENCRYPTED_MESSAGE_INVALID");

    /// <returns>A fault, or null when the keys are bound.</returns>
    public RpcFault? Bind(AuthKeyState temporary, long sessionId, long messageId, Schema.AuthBindTempAuthKeyRequest request, DateTimeOffset now)
    {
        if (!temporary.IsTemporary)
            return new RpcFault(400, "TEMP_AUTH_KEY_EMPTY");
        if (keys.Find(request.PermAuthKeyId, now) is not { IsTemporary: false } permanent)
            return Invalid;
        if (request.ExpiresAt <= now.ToUnixTimeSeconds())
            return new RpcFault(400, "EXPIRES_AT_INVALID");
        if (temporary.Permanent is { } bound && bound != permanent)
            return new RpcFault(400, "TEMP_AUTH_KEY_ALREADY_BOUND");
        if (Open(permanent, request.EncryptedMessage, messageId) is not { } inner)
            return Invalid;
        if (inner.Nonce != request.Nonce || inner.TempAuthKeyId != temporary.Id || inner.PermAuthKeyId != permanent.Id
            || inner.TempSessionId != sessionId || inner.ExpiresAt != request.ExpiresAt)
            return Invalid;
        // "Each permanent key may only be bound to one temporary key at a time, binding a new temporary key overwrites the previous one."
        foreach (var previous in keys.All)
        {
            if (previous.Permanent == permanent && previous != temporary)
                previous.Unbind();
        }

        temporary.Bind(permanent, DateTimeOffset.FromUnixTimeSeconds(request.ExpiresAt));
        return null;
    }

    private static BindAuthKeyInner? Open(AuthKeyState permanent, ReadOnlySpan<byte> encrypted, long messageId)
    {
        if (encrypted.Length < OuterHeader + InnerHeader + InnerLength || (encrypted.Length - OuterHeader) % AesIge.BlockBytes != 0)
            return null;
        if (BinaryPrimitives.ReadInt64LittleEndian(encrypted) != permanent.Id)
            return null;
        Span<byte> key = stackalloc byte[AesIge.KeyBytes];
        Span<byte> iv = stackalloc byte[AesIge.IvBytes];
        MessageKeys.DeriveV1(permanent.Key, Side.Client, encrypted.Slice(8, 16), key, iv);
        var plaintext = encrypted[OuterHeader..].ToArray();
        AesIge.Decrypt(key, iv, plaintext);

        // random:int128 message_id:long seqno:int length:int, then the object, then padding that the hash leaves out.
        var hash = SHA1.HashData(plaintext.AsSpan(0, InnerHeader + InnerLength));
        if (!CryptographicOperations.FixedTimeEquals(hash.AsSpan(4), encrypted.Slice(8, 16)))
            return null;
        if (BinaryPrimitives.ReadInt64LittleEndian(plaintext.AsSpan(16)) != messageId
            || BinaryPrimitives.ReadInt32LittleEndian(plaintext.AsSpan(24)) != 0
            || BinaryPrimitives.ReadInt32LittleEndian(plaintext.AsSpan(28)) != InnerLength)
            return null;
        try
        {
            var reader = new TlReader(plaintext.AsSpan(InnerHeader, InnerLength));
            return BindAuthKeyInner.Read(ref reader);
        }
        catch (TlFormatException)
        {
            // The caller answers ENCRYPTED_MESSAGE_INVALID, as for every other flaw of this message.
            return null;
        }
    }
}
