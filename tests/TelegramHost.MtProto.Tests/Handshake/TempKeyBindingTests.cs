using System.Buffers.Binary;
using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Handshake;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Tests.Crypto;
using TelegramHost.TestSupport;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Handshake;

public sealed class TempKeyBindingTests
{
    [Fact]
    public void Encrypt_GivesWhatAServerOpensWithThePermanentKey()
    {
        var bytes = new byte[AuthKey.SizeBytes];
        new Random(11).NextBytes(bytes);
        using var permanent = new AuthKey(bytes);
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        var packet = TempKeyBinding.Encrypt(permanent, 0x1122334455667788, 0x5152535455565758, 0x6162, expiresAt, 0x7172737475767778, new SeededEntropy(3));

        Assert.Equal(permanent.Id, BinaryPrimitives.ReadInt64LittleEndian(packet));
        var msgKey = packet[8..24];
        var (key, iv) = (new byte[32], new byte[32]);
        MessageKeys.DeriveV1(permanent, Side.Client, msgKey, key, iv);
        var plain = packet[24..];
        PortableIge.Decrypt(key, iv, plain);
        Assert.Equal(0x7172737475767778, BinaryPrimitives.ReadInt64LittleEndian(plain.AsSpan(16)));
        Assert.Equal(0, BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(24)));
        Assert.Equal(40, BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(28)));
        Assert.Equal(80, plain.Length);
        Assert.Equal(SHA1.HashData(plain.AsSpan(0, 72))[4..], msgKey);

        var reader = new TlReader(plain.AsSpan(32));
        var inner = BindAuthKeyInner.Read(ref reader);
        Assert.Equal((0x6162L, 0x1122334455667788L, permanent.Id), (inner.Nonce, inner.TempAuthKeyId, inner.PermAuthKeyId));
        Assert.Equal((0x5152535455565758L, 1_800_000_000), (inner.TempSessionId, inner.ExpiresAt));
    }

    [VectorFact]
    public void MsgKeyOfVersion1_OfTheVector_IsTheMiddleOfItsHash()
    {
        var vector = Vectors.Load("04").GetProperty("derived").EnumerateArray()
            .Single(item => item.GetProperty("id").GetString() == "msg_key_v1");

        Assert.Equal(vector.Hex("out"), SHA1.HashData(vector.Hex("data"))[4..]);
    }
}
