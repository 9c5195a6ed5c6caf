using System.Buffers.Binary;
using System.Security.Cryptography;
using TelegramHost.Emulator.Server;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Schema;

namespace TelegramHost.Emulator.Tests.Server;

/// <summary>What the server makes of <c>auth.bindTempAuthKey</c>; the message is written here byte by byte, without the client.</summary>
public sealed class TempKeyBindingTests
{
    private const long Session = 0x0102030405060708;
    private const long MessageId = 0x1112131415161718;
    private const long Nonce = 0x2122232425262728;

    private static readonly DateTimeOffset _now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset _end = _now.AddHours(20);

    private readonly AuthKeyRing _keys = new();
    private readonly AuthKeyState _permanent;
    private readonly AuthKeyState _temporary;
    private readonly TempKeyBinding _binding;

    public TempKeyBindingTests()
    {
        _permanent = Add(1, null);
        _temporary = Add(2, _now.AddHours(24));
        _binding = new TempKeyBinding(_keys);
    }

    [Fact]
    public void Message_ThatSaysAllRight_BindsTheKey_ToEndWhenItSays()
    {
        Assert.True(_temporary.IsUnbound);

        Assert.Null(Bind(_temporary));

        Assert.False(_temporary.IsUnbound);
        Assert.Same(_permanent.Login, _temporary.Login);
        Assert.Equal(_end, _temporary.ExpiresAt);
        Assert.NotNull(_keys.Find(_temporary.Id, _end.AddSeconds(-1)));
        Assert.Null(_keys.Find(_temporary.Id, _end));
    }

    [Fact]
    public void Message_ThatIsWrongInOneField_BindsNothing()
    {
        Action<Inner>[] wrongs =
        [
            inner => inner.Nonce++, inner => inner.TemporaryId++, inner => inner.PermanentId++, inner => inner.Session++,
            inner => inner.ExpiresAt++, inner => inner.MessageId += 4, inner => inner.SeqNo = 1, inner => inner.Key = Add(9, null).Key,
            inner => inner.SpoilsHash = true,
        ];

        foreach (var wrong in wrongs)
        {
            Assert.Equal("ENCRYPTED_MESSAGE_INVALID", Bind(_temporary, wrong));
            Assert.True(_temporary.IsUnbound);
        }
    }

    [Fact]
    public void NextKey_TakesThePlaceOfTheOneBefore()
    {
        Assert.Null(Bind(_temporary));
        _temporary.IsInitialised = true;
        var next = Add(3, _now.AddHours(24));

        Assert.Null(Bind(next));

        Assert.Same(_permanent.Login, next.Login);
        Assert.True(_temporary.IsUnbound);
        Assert.NotSame(_permanent.Login, _temporary.Login);
    }

    [Fact]
    public void Client_IsForgotten_WhenItsKeyIsBoundOnceMore()
    {
        Assert.Null(Bind(_temporary));
        var caller = _temporary.OpenSession(7, () => 8, _now).Caller;
        _temporary.IsInitialised = caller.IsInitialised = true;

        Assert.Null(Bind(_temporary));

        Assert.False(_temporary.IsInitialised);
        Assert.False(_temporary.OpenSession(7, () => 8, _now).Caller.IsInitialised);
    }

    [Fact]
    public void Key_IsNotBoundToAnother_NorAPermanentOneAtAll()
    {
        Assert.Null(Bind(_temporary));
        var other = Add(4, null);

        Assert.Equal("TEMP_AUTH_KEY_ALREADY_BOUND", Bind(_temporary, inner => (inner.Key, inner.PermanentId) = (other.Key, other.Id), other.Id));
        Assert.Equal("TEMP_AUTH_KEY_EMPTY", Bind(_permanent));
        Assert.Equal("ENCRYPTED_MESSAGE_INVALID", Bind(Add(5, _now.AddHours(1)), permanentId: 77));
    }

    private string? Bind(AuthKeyState temporary, Action<Inner>? change = null, long? permanentId = null)
    {
        var inner = new Inner
        {
            TemporaryId = temporary.Id, PermanentId = permanentId ?? _permanent.Id, ExpiresAt = (int)_end.ToUnixTimeSeconds(), Key = _permanent.Key,
        };
        change?.Invoke(inner);
        var request = new AuthBindTempAuthKeyRequest
        {
            PermAuthKeyId = permanentId ?? _permanent.Id, Nonce = Nonce, ExpiresAt = (int)_end.ToUnixTimeSeconds(), EncryptedMessage = inner.Encrypt(),
        };
        return _binding.Bind(temporary, Session, MessageId, request, _now)?.Text;
    }

    private AuthKeyState Add(byte seed, DateTimeOffset? expiresAt)
    {
        var bytes = new byte[AuthKey.SizeBytes];
        new Random(seed).NextBytes(bytes);
        var key = new AuthKeyState(new NewAuthKey(new AuthKey(bytes), 1, 2, expiresAt), 2, () => 7, _now);
        _keys.Add(key);
        return key;
    }

    /// <summary>The message that is encrypted as MTProto 1.0 did.</summary>
    private sealed class Inner
    {
        public long Nonce { get; set; } = TempKeyBindingTests.Nonce;

        public long TemporaryId { get; set; }

        public long PermanentId { get; set; }

        public long Session { get; set; } = TempKeyBindingTests.Session;

        public int ExpiresAt { get; set; }

        public long MessageId { get; set; } = TempKeyBindingTests.MessageId;

        public int SeqNo { get; set; }

        public required AuthKey Key { get; set; }

        public bool SpoilsHash { get; set; }

        public byte[] Encrypt()
        {
            // random:int128 message_id:long seqno:int length:int bind_auth_key_inner, and 8 bytes up to a whole block.
            var plain = new byte[80];
            RandomNumberGenerator.Fill(plain);
            BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan(16), MessageId);
            BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(24), SeqNo);
            BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(28), 40);
            BinaryPrimitives.WriteUInt32LittleEndian(plain.AsSpan(32), 0x75a3f765);
            BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan(36), Nonce);
            BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan(44), TemporaryId);
            BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan(52), PermanentId);
            BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan(60), Session);
            BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(68), ExpiresAt);
            var msgKey = SHA1.HashData(plain.AsSpan(0, 72))[4..];
            if (SpoilsHash)
                msgKey[0] ^= 1;
            var (key, iv) = (new byte[AesIge.KeyBytes], new byte[AesIge.IvBytes]);
            MessageKeys.DeriveV1(Key, Side.Client, msgKey, key, iv);
            AesIge.Encrypt(key, iv, plain);
            var packet = new byte[24 + plain.Length];
            BinaryPrimitives.WriteInt64LittleEndian(packet, Key.Id);
            msgKey.CopyTo(packet, 8);
            plain.CopyTo(packet, 24);
            return packet;
        }
    }
}
