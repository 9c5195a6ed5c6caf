using System.Security.Cryptography;
using System.Text.Json;
using TelegramHost.MtProto.Framing;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Crypto;

public sealed class HashVectorTests
{
    [VectorFact]
    public void Hashes_OfEveryVector_GiveItsOutput()
    {
        var vectors = Vectors.Load("03");
        foreach (var pair in vectors.GetProperty("sha1").EnumerateArray())
            Assert.Equal(Second(pair), SHA1.HashData(First(pair)));
        foreach (var pair in vectors.GetProperty("sha256").EnumerateArray())
            Assert.Equal(Second(pair), SHA256.HashData(First(pair)));
        foreach (var vector in vectors.GetProperty("hmac_sha256").EnumerateArray())
            Assert.Equal(vector.Hex("out"), HMACSHA256.HashData(vector.Hex("key"), vector.Hex("data")));
        foreach (var vector in vectors.GetProperty("pbkdf2_hmac_sha512").EnumerateArray())
        {
            Assert.Equal(vector.Hex("out"), Rfc2898DeriveBytes.Pbkdf2(
                vector.Hex("password"), vector.Hex("salt"), vector.GetProperty("iterations").GetInt32(), HashAlgorithmName.SHA512, 64));
        }

        foreach (var vector in vectors.GetProperty("crc32").EnumerateArray())
            Assert.Equal(vector.GetProperty("out_u32").GetUInt32(), Crc32.Compute(vector.Hex("data")));

        static byte[] First(JsonElement pair) => Convert.FromHexString(pair[0].GetString()!);
        static byte[] Second(JsonElement pair) => Convert.FromHexString(pair[1].GetString()!);
    }
}
