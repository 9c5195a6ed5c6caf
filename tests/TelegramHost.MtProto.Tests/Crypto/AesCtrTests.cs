using TelegramHost.MtProto.Crypto;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Crypto;

public sealed class AesCtrTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Ctr_OfEveryVector_GoesOnBetweenChunks()
    {
        foreach (var vector in Vectors.Load("02").GetProperty("cases").EnumerateArray())
        {
            foreach (var useInstructions in new[] { AesKeySchedule.IsSupported, false })
            {
                using var cipher = new AesCtr(vector.Hex("key"), vector.Hex("iv"), useInstructions);
                foreach (var chunk in vector.GetProperty("chunks").EnumerateArray())
                {
                    var data = Convert.FromHexString(chunk[0].GetString()!);

                    cipher.Transform(data);

                    Assert.Equal(chunk[1].GetString(), Convert.ToHexStringLower(data));
                }
            }
        }
    }

    [Fact]
    public void Ctr_SplitAtRandomPoints_GivesTheSameStream()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        var (key, iv, expected) = (new byte[32], new byte[16], new byte[5000]);
        random.NextBytes(key);
        iv.AsSpan(4).Fill(0xff);
        using (var whole = new AesCtr(key, iv, useInstructions: false))
            whole.Transform(expected);

        for (var round = 0; round < 50; round++)
        {
            using var cipher = new AesCtr(key, iv);
            var data = new byte[expected.Length];
            for (var start = 0; start < data.Length;)
            {
                var count = Math.Min(random.Next(1, 300), data.Length - start);
                cipher.Transform(data.AsSpan(start, count));
                start += count;
            }

            Assert.Equal(expected, data);
        }
    }

    [Fact]
    public void Transform_AllocatesNothing()
    {
        if (!AesKeySchedule.IsSupported)
            return;
        using var cipher = new AesCtr(new byte[32], new byte[16]);
        var data = new byte[1000];
        cipher.Transform(data);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            cipher.Transform(data);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
