using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Crypto;

public sealed class RsaTests
{
    [VectorFact]
    public void FromPem_OfEveryVector_HasItsNumbersAndFingerprint()
    {
        foreach (var vector in Vectors.Load("07").GetProperty("public_keys").EnumerateArray())
        {
            var key = RsaPublicKey.FromPem(vector.GetProperty("pem_pkcs1").GetString()!);

            Assert.Equal(vector.Hex("n_hex"), key.Modulus);
            Assert.Equal(vector.GetProperty("fingerprint_int64").GetInt64(), key.Fingerprint);
        }
    }

    [VectorFact]
    public void RsaPad_OfEveryVector_GivesItsOutput()
    {
        var root = Vectors.Load("07");
        foreach (var vector in root.GetProperty("rsa_pad").EnumerateArray())
        {
            var key = KeyOf(vector.GetProperty("key_fingerprint").GetString()!);
            var (data, padding) = (vector.Hex("data"), vector.Hex("padding"));
            var tempKey = vector.Hex("temp_key");
            var encrypted = new byte[256];

            // One vector's key is too large at the first try; its source then counts up where others draw anew.
            if (!RsaPad.TryEncrypt(key, data, padding[..(192 - data.Length)], tempKey, encrypted))
            {
                tempKey[^1]++;
                Assert.True(RsaPad.TryEncrypt(key, data, padding[..(192 - data.Length)], tempKey, encrypted));
            }

            Assert.Equal(vector.Hex("out"), encrypted);
        }
    }

    [VectorFact]
    public void Encrypt_WhenTheNumberIsNotBelowTheModulus_DrawsAnotherTemporaryKey()
    {
        var vector = Vectors.Load("07").GetProperty("rsa_pad").EnumerateArray()
            .Single(item => item.GetProperty("id").GetString() == "grammers");
        var data = vector.Hex("data");
        var second = vector.Hex("temp_key");
        second[^1]++;
        var entropy = new ScriptedEntropy(vector.Hex("padding")[..(192 - data.Length)], vector.Hex("temp_key"), second);

        var encrypted = RsaPad.Encrypt(KeyOf("b25898df208d2603"), data, entropy);

        Assert.Equal(vector.Hex("out"), encrypted);
        Assert.True(entropy.IsUsedUp);
    }

    [VectorFact]
    public void Fingerprint_OfAShortTestKey_IsTheVectors()
    {
        var vector = Vectors.Load("07").GetProperty("misc").EnumerateArray().First();

        Assert.Equal(vector.GetProperty("fingerprint_int64").GetInt64(), RsaPublicKey.ComputeFingerprint(vector.Hex("n_hex"), [1, 0, 1]));
    }

    [Fact]
    public void FromPem_ReadsBothFormats()
    {
        using var rsa = RSA.Create(2048);

        var pkcs1 = RsaPublicKey.FromPem(rsa.ExportRSAPublicKeyPem());
        var spki = RsaPublicKey.FromPem(rsa.ExportSubjectPublicKeyInfoPem());

        Assert.Equal(pkcs1.Fingerprint, spki.Fingerprint);
        Assert.Equal(rsa.ExportParameters(false).Modulus, spki.Modulus);
    }

    [Fact]
    public void FromPem_OfSomethingElse_SaysSo()
    {
        using var rsa = RSA.Create(2048);
        using var tooShort = RSA.Create(1024);
        using var curve = ECDsa.Create();
        string[] wrong =
        [
            "", "key", "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----\n",
            "-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----\n", "-----BEGIN PUBLIC KEY-----",
            rsa.ExportRSAPublicKeyPem()[..200], rsa.ExportRSAPrivateKeyPem(), tooShort.ExportRSAPublicKeyPem(), curve.ExportSubjectPublicKeyInfoPem(),
        ];

        foreach (var text in wrong)
            Assert.Throws<FormatException>(() => RsaPublicKey.FromPem(text));
    }

    [Fact]
    public void ServerKeys_OfOneEnvironment_NeverHoldTheOthers()
    {
        const long production = unchecked((long)0xd09d1d85de64fd85);
        const long test = unchecked((long)0xb25898df208d2603);

        Assert.NotNull(ServerKeys.Production().Find(production));
        Assert.Null(ServerKeys.Production().Find(test));
        Assert.NotNull(ServerKeys.Test().Find(test));
        Assert.Null(ServerKeys.Test().Find(production));
        Assert.Null(ServerKeys.Production().FindFirst([1, 2, test]));
    }

    private static RsaPublicKey KeyOf(string fingerprint) =>
        RsaPublicKey.FromPem(Vectors.Load("07").GetProperty("public_keys").EnumerateArray()
            .Single(key => key.GetProperty("fingerprint_hex_be").GetString() == fingerprint).GetProperty("pem_pkcs1").GetString()!);
}
