using System.Buffers.Binary;
using TelegramHost.MtProto.Crypto;
using TelegramHost.TestSupport;
using TelegramHost.Tl;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Crypto;

public sealed class MessageCipherTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Seal_OfEveryEncryptedVector_GivesItsWire()
    {
        foreach (var vector in Messages("encrypt-"))
        {
            using var authKey = new AuthKey(vector.Hex("auth_key"));
            byte[] plaintext = vector.TryGetProperty("plaintext_without_padding", out _)
                ? vector.Hex("plaintext_without_padding")
                : Envelope(vector);
            byte[] packet = [.. new byte[24], .. plaintext, .. vector.Hex("padding")];

            MessageCipher.Seal(authKey, Side.Client, packet);

            Assert.Equal(vector.Hex("wire"), packet);
        }
    }

    [VectorFact]
    public void TryDecrypt_OfEveryVector_AcceptsExactlyWhatTheKeyWrote()
    {
        foreach (var vector in Vectors.Load("04").GetProperty("messages").EnumerateArray())
        {
            if (vector.GetProperty("direction").GetString() != "server->client")
                continue;
            using var authKey = new AuthKey(vector.Hex("auth_key"));

            var accepted = MessageCipher.TryDecrypt(authKey, Side.Server, vector.Hex("wire"), out var plaintext);

            Assert.Equal(vector.GetProperty("id").GetString() != "bad-msg-key", accepted);
            if (vector.TryGetProperty("plaintext_with_padding", out _))
                Assert.Equal(vector.Hex("plaintext_with_padding"), plaintext.ToArray());
        }
    }

    [Fact]
    public void Encrypt_OfAnyLength_IsDecryptedByTheOtherSide()
    {
        var seed = Seed.Next(output.WriteLine);
        var random = new Random(seed);
        using var authKey = RandomKey(random);
        foreach (var sender in new[] { Side.Client, Side.Server })
        {
            for (var length = 32; length < 700; length += 4)
            {
                var plaintext = new byte[length];
                random.NextBytes(plaintext);
                using var packet = new TlBuffer();

                MessageCipher.Encrypt(authKey, sender, plaintext, new SeededEntropy(seed), packet);

                Assert.True(MessageCipher.TryDecrypt(authKey, sender, packet.Written, out var opened));
                Assert.Equal(plaintext, opened[..length].ToArray());
                Assert.InRange(opened.Length - length, 12, 1024);
                Assert.Equal(0, opened.Length % 16);
            }
        }
    }

    [Fact]
    public void TryDecrypt_OfAPacketWithAnyBitChanged_Refuses()
    {
        var seed = Seed.Next(output.WriteLine);
        var random = new Random(seed);
        using var authKey = RandomKey(random);
        using var packet = new TlBuffer();
        MessageCipher.Encrypt(authKey, Side.Server, new byte[64], new SeededEntropy(seed), packet);

        for (var bit = 0; bit < packet.Length * 8; bit++)
        {
            var changed = packet.Written.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.False(MessageCipher.TryDecrypt(authKey, Side.Server, changed, out _));
        }
    }

    [Fact]
    public void TryDecrypt_OfTheOwnDirectionOrAShortPacket_Refuses()
    {
        var seed = Seed.Next(output.WriteLine);
        var random = new Random(seed);
        using var authKey = RandomKey(random);
        using var packet = new TlBuffer();
        MessageCipher.Encrypt(authKey, Side.Client, new byte[64], new SeededEntropy(seed), packet);
        var wire = packet.Written.ToArray();

        Assert.False(MessageCipher.TryDecrypt(authKey, Side.Server, wire.ToArray(), out _));
        for (var length = 0; length < wire.Length; length++)
            Assert.False(MessageCipher.TryDecrypt(authKey, Side.Client, wire.AsSpan(0, length).ToArray(), out _));
    }

    [Fact]
    public void TryDecrypt_WithATransportsPaddingBehind_IgnoresIt()
    {
        var seed = Seed.Next(output.WriteLine);
        using var authKey = RandomKey(new Random(seed));
        using var packet = new TlBuffer();
        MessageCipher.Encrypt(authKey, Side.Server, new byte[64], new SeededEntropy(seed), packet);
        var length = packet.Length - 24;
        packet.Append(new byte[15]);

        Assert.True(MessageCipher.TryDecrypt(authKey, Side.Server, packet.Written, out var plaintext));
        Assert.Equal(length, plaintext.Length);
    }

    [Fact]
    public void EncryptAndDecrypt_OnceWarm_AllocateNothing()
    {
        if (!AesKeySchedule.IsSupported)
            return;
        using var authKey = RandomKey(new Random(1));
        using var packet = new TlBuffer(4096);
        var entropy = new SeededEntropy(2);
        foreach (var length in new[] { 160, 2000 })
        {
            var plaintext = new byte[length];
            Work();

            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
                Work();

            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

            void Work()
            {
                packet.Clear();
                MessageCipher.Encrypt(authKey, Side.Client, plaintext, entropy, packet);
                MessageCipher.TryDecrypt(authKey, Side.Client, packet.Written, out _);
            }
        }
    }

    private static IEnumerable<System.Text.Json.JsonElement> Messages(string prefix) =>
        Vectors.Load("04").GetProperty("messages").EnumerateArray()
            .Where(vector => vector.GetProperty("id").GetString()!.StartsWith(prefix, StringComparison.Ordinal));

    private static byte[] Envelope(System.Text.Json.JsonElement vector)
    {
        var body = vector.Hex("body");
        var numbers = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(numbers, vector.GetProperty("seqno").GetInt32());
        BinaryPrimitives.WriteInt32LittleEndian(numbers.AsSpan(4), body.Length);
        return [.. vector.Hex("salt_le"), .. vector.Hex("session_id_le"), .. vector.Hex("msg_id_le"), .. numbers, .. body];
    }

    private static AuthKey RandomKey(Random random)
    {
        var bytes = new byte[AuthKey.SizeBytes];
        random.NextBytes(bytes);
        return new AuthKey(bytes);
    }
}
