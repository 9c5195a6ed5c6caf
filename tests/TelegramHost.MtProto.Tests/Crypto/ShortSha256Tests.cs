using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Crypto;

public sealed class ShortSha256Tests(ITestOutputHelper output)
{
    [Fact]
    public void Hash_OfEveryLengthAndSplit_GivesWhatTheBaseLibraryGives()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        for (var length = 0; length <= 700; length++)
        {
            var data = new byte[length];
            random.NextBytes(data);
            var first = random.Next(Math.Min(length, 63) + 1);
            var hash = new byte[32];

            ShortSha256.Hash(data.AsSpan(0, first), data.AsSpan(first), hash);

            Assert.Equal(SHA256.HashData(data), hash);
        }
    }
}
