using TelegramHost.MtProto.Crypto;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Crypto;

public sealed class AesIgeTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Ige_OfEveryVector_GivesItsOutput()
    {
        foreach (var vector in Vectors.Load("01").GetProperty("cases").EnumerateArray())
        {
            foreach (var portable in new[] { false, true })
            {
                var data = vector.Hex("in");

                Transform(vector.GetProperty("op").GetString() == "encrypt", portable, vector.Hex("key"), vector.Hex("iv"), data);

                Assert.Equal(vector.Hex("out"), data);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Instructions_OnRandomData_GiveWhatTheBaseLibraryGives(bool encrypt)
    {
        var random = new Random(Seed.Next(output.WriteLine));
        for (var blocks = 0; blocks <= 40; blocks++)
        {
            var (key, iv, data) = (Bytes(random, 32), Bytes(random, 32), Bytes(random, blocks * 16));
            var expected = data.ToArray();
            Transform(encrypt, portable: true, key, iv, expected);

            Transform(encrypt, portable: false, key, iv, data);

            Assert.Equal(expected, data);
        }
    }

    [Fact]
    public void Decrypt_AfterEncrypt_GivesThePlaintext()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        var (key, iv, data) = (Bytes(random, 32), Bytes(random, 32), Bytes(random, 4096));
        var plain = data.ToArray();

        AesIge.Encrypt(key, iv, data);
        Assert.NotEqual(plain, data);
        AesIge.Decrypt(key, iv, data);

        Assert.Equal(plain, data);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FourChains_OfDifferentLengths_GiveWhatOneChainGives(bool encrypt)
    {
        var random = new Random(Seed.Next(output.WriteLine));
        int[][] sizes = [[4, 4, 4, 4], [1, 2, 3, 4], [40, 1, 7, 0], [0, 0, 0, 0], [0, 9, 9, 9], [64, 64, 63, 65], [1, 1, 1, 1], [2, 2, 2, 1]];
        foreach (var size in sizes)
        {
            var keys = size.Select(_ => Bytes(random, 32)).ToArray();
            var ivs = size.Select(_ => Bytes(random, 32)).ToArray();
            var data = size.Select(blocks => Bytes(random, blocks * 16)).ToArray();
            var expected = data.Select(part => part.ToArray()).ToArray();
            for (var i = 0; i < 4; i++)
                Transform(encrypt, portable: false, keys[i], ivs[i], expected[i]);

            if (encrypt)
                AesIge.EncryptFour(Message(0), Message(1), Message(2), Message(3));
            else
                AesIge.DecryptFour(Message(0), Message(1), Message(2), Message(3));

            Assert.Equal(expected, data);

            IgeMessage Message(int i) => new(keys[i], ivs[i], data[i]);
        }
    }

    [Fact]
    public void Data_ThatEndsInsideABlock_IsRejected()
    {
        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => AesIge.Encrypt(new byte[32], new byte[32], new byte[17]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AesIge.Decrypt(new byte[31], new byte[32], new byte[16]));
    }

    [Fact]
    public void Ige_WithInstructions_AllocatesNothing()
    {
        if (!AesKeySchedule.IsSupported)
            return;
        var (key, iv, data) = (new byte[32], new byte[32], new byte[1024]);
        Work();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Work();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Work()
        {
            AesIge.Encrypt(key, iv, data);
            AesIge.Decrypt(key, iv, data);
            AesIge.DecryptFour(new(key, iv, data), new(key, iv, data), new(key, iv, data), new(key, iv, data));
        }
    }

    private static void Transform(bool encrypt, bool portable, byte[] key, byte[] iv, byte[] data)
    {
        switch (encrypt, portable)
        {
            case (true, false): AesIge.Encrypt(key, iv, data); break;
            case (false, false): AesIge.Decrypt(key, iv, data); break;
            case (true, true): PortableIge.Encrypt(key, iv, data); break;
            case (false, true): PortableIge.Decrypt(key, iv, data); break;
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
