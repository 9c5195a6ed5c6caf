using System.Text;
using System.Text.Json;
using TelegramHost.MtProto.Framing;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Framing;

public sealed class ProxySecretTests
{
    private const string Key = "00112233445566778899aabbccddeeff";

    [VectorFact]
    public void TryParse_OfEveryVector_ReadsAllThreeEncodings()
    {
        foreach (var vector in Vectors.Load("15").GetProperty("cases").EnumerateArray())
        {
            var hex = vector.GetProperty("secret_hex").GetString()!;
            var bytes = Convert.FromHexString(hex);

            // Where implementations differ, a FakeTLS secret without a domain is refused: there is nothing to imitate.
            var isValid = vector.GetProperty("valid").ValueKind == JsonValueKind.True;
            foreach (var text in new[] { hex, hex.ToUpperInvariant(), vector.GetProperty("base64url").GetString()!, Convert.ToBase64String(bytes) })
            {
                Assert.Equal(isValid, ProxySecret.TryParse(text, out var secret, out var fault));
                Assert.Equal(isValid, fault is null);
                if (secret is null)
                    continue;
                var kind = bytes.Length == 16 ? ProxySecretKind.Plain : bytes.Length == 17 ? ProxySecretKind.Padded : ProxySecretKind.FakeTls;
                Assert.Equal(kind, secret.Kind);
                Assert.Equal(bytes.Length == 16 ? bytes : bytes[1..17], secret.Key.ToArray());
                Assert.Equal(bytes.Length > 17 ? Encoding.ASCII.GetString(bytes[17..]) : "", secret.Domain);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData(Key + "0")]
    [InlineData("cc" + Key)]
    [InlineData("ee" + Key)]
    [InlineData("dd" + Key + "00")]
    [InlineData("ee" + Key + "0a")]
    [InlineData("ee" + Key + "20")]
    [InlineData("ee" + Key + "c3a4")]
    [InlineData("not a secret at all")]
    public void TryParse_OfSomethingElse_SaysWhatIsWrongAndNotTheText(string text)
    {
        Assert.False(ProxySecret.TryParse(text, out var secret, out var fault));

        Assert.Null(secret);
        Assert.NotEmpty(fault);
        Assert.True(text.Length == 0 || !fault.Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(182, true)]
    [InlineData(183, false)]
    public void TryParse_OfALongDomain_TakesAsMuchAsOfficialClients(int length, bool isValid) =>
        Assert.Equal(isValid, ProxySecret.TryParse("ee" + Key + string.Concat(Enumerable.Repeat("61", length)), out _, out _));

    [Fact]
    public void TryParse_OfBase64ThatLooksLikeHex_TakesTheReadingThatIsASecret()
    {
        // 22 characters, all of them hexadecimal digits: 11 bytes in one alphabet, the 16 of a secret in the other.
        Assert.True(ProxySecret.TryParse("abcdefabcdefabcdefabcA", out var secret, out _));

        Assert.Equal(ProxySecretKind.Plain, secret.Kind);
    }
}
