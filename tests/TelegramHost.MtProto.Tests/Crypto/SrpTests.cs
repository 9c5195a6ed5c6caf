using System.Text.Json;
using TelegramHost.MtProto.Crypto;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Crypto;

public sealed class SrpTests
{
    [VectorFact]
    public void Prove_OfEveryVector_GivesItsPublicValueAndProof()
    {
        var root = Vectors.Load("09");
        var cases = root.GetProperty("check_password").EnumerateArray()
            .Concat(root.GetProperty("synthetic_with_server_secret").GetProperty("cases").EnumerateArray());
        foreach (var vector in cases)
        {
            var proof = Srp.Prove(Parameters(vector, "salt1"), vector.Hex("srp_B"), Text(vector, "password_utf8"), vector.Hex("a"));

            Assert.Equal(vector.Hex("A"), proof.A);
            Assert.Equal(vector.Hex("M1"), proof.M1);
        }
    }

    [VectorFact]
    public void MakeVerifier_OfEveryVector_GivesItsHashAndExtendsTheSalt()
    {
        foreach (var vector in Vectors.Load("09").GetProperty("new_password_hash").EnumerateArray())
        {
            var entropy = new ScriptedEntropy(vector.Hex("appended_32_random"));

            var (parameters, verifier) = Srp.MakeVerifier(Parameters(vector, "server_salt1"), Text(vector, "new_password_utf8"), entropy);

            Assert.Equal(vector.Hex("new_password_hash_v"), verifier);
            Assert.Equal([.. vector.Hex("server_salt1"), .. vector.Hex("appended_32_random")], parameters.Salt1);
        }
    }

    [VectorFact]
    public void Prove_WithAnUnsafeValueOrGroup_Refuses()
    {
        var vector = Vectors.Load("09").GetProperty("check_password").EnumerateArray().First();
        var good = Parameters(vector, "salt1");
        var entropy = new SeededEntropy(1);

        Assert.Throws<ProtocolException>(() => Srp.Prove(good, new byte[256], "x", entropy));
        Assert.Throws<ProtocolException>(() => Srp.Prove(good, good.Prime, "x", entropy));
        Assert.Throws<ProtocolException>(() => Srp.Prove(good with { Generator = 2 }, vector.Hex("srp_B"), "x", entropy));
        Assert.Throws<ProtocolException>(() => Srp.Prove(good with { Prime = [23] }, vector.Hex("srp_B"), "x", entropy));
    }

    private static SrpParameters Parameters(JsonElement vector, string salt1) =>
        new(vector.Hex(salt1), vector.Hex("salt2"), vector.GetProperty("g").GetInt32(), vector.Hex("p"));

    private static string Text(JsonElement vector, string property) => vector.GetProperty(property).GetString()!;
}
