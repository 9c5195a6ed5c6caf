using System.Security.Cryptography;
using System.Text.Json;
using TelegramHost.Emulator.Server;
using TelegramHost.Emulator.Server.Front;
using TelegramHost.TestSupport;

namespace TelegramHost.Emulator.Tests.Server.Front;

/// <summary>Who is let in at the door of FakeTLS, and what everybody else gets.</summary>
public class TlsFrontTests
{
    private const int RandomOffset = 11;
    private static readonly DateTimeOffset Sent = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [VectorFact]
    public void Hello_OfTheVector_IsLetInWithAnAnswerThatProvesTheSecret()
    {
        var (secret, hello) = Vector();

        var verdict = new TlsFront(secret, new EmulatorEntropy(1)).Look([.. hello, 0x14], Sent);

        Assert.Equal((FrontVerdictKind.Admitted, hello.Length), (verdict.Kind, verdict.Consumed));
        var answer = verdict.Answer!;
        var proof = answer[RandomOffset..(RandomOffset + 32)];
        answer.AsSpan(RandomOffset, 32).Clear();
        Assert.Equal(HMACSHA256.HashData(secret.Key, (byte[])[.. hello[RandomOffset..(RandomOffset + 32)], .. answer]), proof);
        Assert.Equal(hello[44..76], answer[44..76]);
        Assert.Equal([0x16, 3, 3, 0, 122, 2], answer[..6]);
        Assert.Equal([0x14, 3, 3, 0, 1, 1, 0x17, 3, 3], answer[127..136]);
    }

    [VectorFact]
    public void Hello_ByteByByte_IsWaitedFor()
    {
        var (secret, hello) = Vector();
        var front = new TlsFront(secret, new EmulatorEntropy(1));

        for (var length = 0; length < hello.Length; length++)
            Assert.Equal(FrontVerdictKind.NeedMore, front.Look(hello.AsSpan(0, length), Sent).Kind);
        Assert.Equal(FrontVerdictKind.Admitted, front.Look(hello, Sent).Kind);
    }

    [VectorTheory]
    [InlineData(599, true)]
    [InlineData(600, false)]
    [InlineData(-1199, true)]
    [InlineData(-1200, false)]
    [InlineData(86400 * 365, false)]
    public void Hello_OfAnotherTime_IsRefused(int secondsLater, bool isLetIn)
    {
        var (secret, hello) = Vector();

        var verdict = new TlsFront(secret, new EmulatorEntropy(1)).Look(hello, Sent.AddSeconds(secondsLater));

        Assert.Equal(isLetIn ? FrontVerdictKind.Admitted : FrontVerdictKind.Refused, verdict.Kind);
    }

    [VectorFact]
    public void Hello_ThatComesAgain_IsRefused()
    {
        var (secret, hello) = Vector();
        var front = new TlsFront(secret, new EmulatorEntropy(1));

        Assert.Equal(FrontVerdictKind.Admitted, front.Look(hello, Sent).Kind);
        Assert.Equal(FrontVerdictKind.Refused, front.Look(hello, Sent.AddMinutes(5)).Kind);
        Assert.Equal(FrontVerdictKind.Refused, front.Look(hello, Sent.AddMinutes(-15)).Kind);
    }

    [VectorFact]
    public void Hello_WithoutTheProof_GetsAnAlertAndNoReason()
    {
        var (secret, hello) = Vector();
        foreach (var at in new[] { 11, 30, 38, 50, 100, hello.Length - 1 })
        {
            var changed = hello.ToArray();
            changed[at] ^= 1;

            var verdict = new TlsFront(secret, new EmulatorEntropy(1)).Look(changed, Sent);

            Assert.Equal(FrontVerdictKind.Refused, verdict.Kind);
            Assert.Equal([0x15, 3, 3, 0, 2, 2], verdict.Answer![..6]);
        }
    }

    [VectorFact]
    public void Hello_ForAnotherServer_IsToldThatThereIsNone()
    {
        var (secret, hello) = Vector();

        var verdict = new TlsFront(secret with { Domain = "example.org" }, new EmulatorEntropy(1)).Look(hello, Sent);

        Assert.Equal([0x15, 3, 3, 0, 2, 2, 112], verdict.Answer!);
    }

    [Theory]
    [InlineData("16030100040100000100")]
    [InlineData("160301000302000000")]
    [InlineData("1603010000")]
    [InlineData("160301ffff")]
    public void Record_ThatIsNoHello_IsRefused(string hex) =>
        Assert.Equal(FrontVerdictKind.Refused, Some().Look(Convert.FromHexString(hex), Sent).Kind);

    [Theory]
    [InlineData("ef")]
    [InlineData("eeeeeeee")]
    [InlineData("1603020100")]
    [InlineData("474554202f20")]
    public void Bytes_ThatAreNoTls_PassBy(string hex) =>
        Assert.Equal(FrontVerdictKind.NotTls, Some().Look(Convert.FromHexString(hex), Sent).Kind);

    [VectorFact]
    public void Secret_OfEveryVector_IsReadInAllEncodings()
    {
        foreach (var vector in Vectors.Load("15").GetProperty("cases").EnumerateArray())
        {
            var bytes = Convert.FromHexString(vector.GetProperty("secret_hex").GetString()!);
            foreach (var text in new[] { Convert.ToHexString(bytes), vector.GetProperty("base64url").GetString()!, Convert.ToBase64String(bytes) })
            {
                if (vector.GetProperty("valid").ValueKind != JsonValueKind.True)
                {
                    Assert.Contains("--proxy-secret", Assert.Throws<ArgumentException>(() => FrontSecret.Parse(text)).Message, StringComparison.Ordinal);
                    continue;
                }

                var secret = FrontSecret.Parse(text)!;
                Assert.Equal(bytes.Length == 16 ? bytes : bytes[1..17], secret.Key);
                Assert.Equal((bytes.Length > 16, bytes.Length > 17), (secret.MustPad, secret.Domain is not null));
            }
        }
    }

    private static TlsFront Some() => new(new FrontSecret(new byte[16], MustPad: true, "example.org"), new EmulatorEntropy(1));

    private static (FrontSecret Secret, byte[] Hello) Vector()
    {
        var vector = Vectors.Load("14").GetProperty("client_digest_case");
        return (new FrontSecret(vector.Hex("secret16"), MustPad: true, vector.GetProperty("domain").GetString()), vector.Hex("record"));
    }
}
