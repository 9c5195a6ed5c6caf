using System.Security.Cryptography;
using TelegramHost.MtProto.Framing;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Framing;

public sealed class FakeTlsHandshakeTests
{
    [VectorFact]
    public void Sign_OfTheVector_WritesItsProof()
    {
        var vector = Vectors.Load("14").GetProperty("client_digest_case");
        var record = vector.Hex("record_with_zero_random");

        FakeTlsDigest.Sign(vector.Hex("secret16"), record, vector.GetProperty("unix_time").GetInt64());

        Assert.Equal(vector.GetProperty("digest_field").GetString(), Convert.ToHexStringLower(record.AsSpan(11, 32)));
        Assert.Equal(vector.GetProperty("record").GetString(), Convert.ToHexStringLower(record));
    }

    [VectorFact]
    public void Answer_OfEveryVector_IsBelieved()
    {
        foreach (var vector in Vectors.Load("14").GetProperty("server_hello_cases").EnumerateArray())
        {
            var answer = vector.Hex("server_hello_wire");
            using var handshake = Begin(vector.Hex("secret16"), vector.Hex("client_digest(random field of ClientHello)"));

            Assert.Equal(answer.Length, Feed(handshake, answer));

            Assert.True(handshake.IsComplete);
            Assert.Equal(0, handshake.WantedBytes);
            Assert.Equal(
                vector.GetProperty("records").EnumerateArray().Select(record => record[1].GetInt32() + 5).Sum(),
                answer.Length);
        }
    }

    [VectorFact]
    public void Answer_WithAnyByteChanged_IsNotBelieved()
    {
        var vector = Vectors.Load("14").GetProperty("server_hello_cases")[1];
        var answer = vector.Hex("server_hello_wire");
        for (var at = 0; at < answer.Length; at++)
        {
            using var handshake = Begin(vector.Hex("secret16"), vector.Hex("client_digest(random field of ClientHello)"));
            var changed = answer.ToArray();
            changed[at] ^= 1;

            // A shorter record shows at once, a longer one leaves the handshake waiting; neither completes it.
            try
            {
                Feed(handshake, changed);
            }
            catch (ProtocolException)
            {
                continue;
            }

            Assert.False(handshake.IsComplete);
        }
    }

    [VectorFact]
    public void Answer_UnderAnotherSecretOrHello_IsNotBelieved()
    {
        var vector = Vectors.Load("14").GetProperty("server_hello_cases")[0];
        var (key, proof) = (vector.Hex("secret16"), vector.Hex("client_digest(random field of ClientHello)"));
        using var otherKey = Begin([1, .. key[1..]], proof);
        using var otherHello = Begin(key, [1, .. proof[1..]]);

        Assert.Throws<ProtocolException>(() => Feed(otherKey, vector.Hex("server_hello_wire")));
        Assert.Throws<ProtocolException>(() => Feed(otherHello, vector.Hex("server_hello_wire")));
    }

    [VectorFact]
    public void Answer_WithMoreRecordsOfHandshake_IsBelievedWithThem()
    {
        var vector = Vectors.Load("14").GetProperty("server_hello_cases")[1];
        var (key, proof) = (vector.Hex("secret16"), vector.Hex("client_digest(random field of ClientHello)"));
        var given = vector.Hex("server_hello_wire");
        byte[] answer = [.. given[..127], 0x16, 3, 3, 0, 2, 8, 0, .. given[127..]];
        answer.AsSpan(11, 32).Clear();
        HMACSHA256.HashData(key, (byte[])[.. proof, .. answer]).CopyTo(answer, 11);
        using var handshake = Begin(key, proof);

        Feed(handshake, answer);

        Assert.True(handshake.IsComplete);
    }

    [Theory]
    [InlineData("1503030002")]
    [InlineData("4854545020")]
    [InlineData("1603010040")]
    [InlineData("1603030003")]
    [InlineData("1603034101")]
    [InlineData("1703030040")]
    public void Answer_ThatIsNoServerHello_IsRefusedByItsHeader(string hex)
    {
        using var handshake = Begin(new byte[16], new byte[32]);

        Assert.Throws<ProtocolException>(() => Feed(handshake, Convert.FromHexString(hex)));
    }

    [Fact]
    public void Answer_ThatNeverComesToItsData_IsGivenUp()
    {
        using var handshake = Begin(new byte[16], new byte[32]);
        byte[] hello = [0x16, 3, 3, 0, 64, 2, .. new byte[63]];
        byte[] more = [0x16, 3, 3, 0, 1, 8];

        Feed(handshake, hello);

        Assert.Throws<ProtocolException>(() =>
        {
            for (var record = 0; record < 20; record++)
                Feed(handshake, more);
        });
    }

    private static FakeTlsHandshake Begin(byte[] key, byte[] proof)
    {
        Assert.True(ProxySecret.TryParse($"ee{Convert.ToHexString(key)}{Convert.ToHexString("example.org"u8)}", out var secret, out _));
        return new FakeTlsHandshake(secret, [.. new byte[11], .. proof]);
    }

    /// <summary>Hands over what is wanted while there is enough of it; answers how much was taken.</summary>
    private static int Feed(FakeTlsHandshake handshake, byte[] bytes)
    {
        var at = 0;
        while (!handshake.IsComplete && bytes.Length - at >= handshake.WantedBytes)
        {
            var wanted = handshake.WantedBytes;
            handshake.HandleBytes(bytes.AsSpan(at, wanted));
            at += wanted;
        }

        return at;
    }
}
