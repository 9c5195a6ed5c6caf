using System.Security.Cryptography;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Fallback;
using TelegramHost.TestSupport;

namespace TelegramHost.MtProto.Tests.Fallback;

/// <summary>What Telegram publishes for clients that can't reach it.</summary>
public sealed class FallbackConfigReaderTests : IDisposable
{
    // The TXT records of apv3.stel.com as they were in October 2026.
    private static readonly string[] _published =
    [
        "oiVvQMgmCSOQvenEo/Ug1a+IzF4Q/13++Cq2zwvy0z75GVRblmruH6SBuEaPsfEzpAdJw/1QoMphLuQx9bzCU2LgCMLNZ+4awO+Is8p4k0r4FgerDwWBFabdMBUl2sZM"
        + "OKI4c4soNa6LXal7q7kuVTZjFNSC6p9dcYTYtG1GnQPf5W7kD6hPZDr1PF5+Wga3yp6hErN0iff2BMxmmmxAAbWOQ2TbaDlY36ViLkf9RUXcxAABU4Vg9d9mW0",
        "35arl4mB8+LFXX7F4rGWpyGpsclPI6jq4L7OvFpmAAJtUp7pD8BSBtCJa7rgojCjkjnYxGPQA/3MHeBCrT22Y5V+Y0KA==",
    ];

    private static readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private readonly FallbackSigner _signer = new();

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ConfigOfTelegram_IsRead_InWhateverOrderItsPartsCome(bool isReversed)
    {
        string[] parts = isReversed ? [.. _published.Reverse()] : _published;

        Assert.True(FallbackConfigReader.TryRead(parts, FallbackConfigReader.TelegramKey(), _now, out var config, out _));

        Assert.Equal((1777919505, 1809455505), (config.Date.ToUnixTimeSeconds(), config.Expires.ToUnixTimeSeconds()));
        var rule = Assert.Single(config.Rules);
        Assert.Equal(("", 4), (rule.PhonePrefixes, rule.DcId));
        Assert.Equal(
            new FallbackAddress("194.221.250.50", 443, "eef7f7da556b4bd989fd44c9bc7b7b2a757777772e676f6f676c652e636f6d"), Assert.Single(rule.Addresses));
    }

    [Fact]
    public void QuotesAndSpaces_DoNotCount()
    {
        var text = $"\"{_published[0]}\" \"{_published[1]}\"\n";

        Assert.True(FallbackConfigReader.TryRead([text], FallbackConfigReader.TelegramKey(), _now, out _, out _));
    }

    [Fact]
    public void PartsOfOneLength_ArePutTogetherInEitherOrder()
    {
        var text = _signer.Seal(FallbackSigner.Config(_now.AddDays(1)));

        Assert.Null(FaultOf([text[..172], text[172..]]));
        Assert.Null(FaultOf([text[172..], text[..172]]));
    }

    [Fact]
    public void ConfigAfterItsLastMoment_IsExpired()
    {
        Assert.Null(FaultOf([_signer.Seal(FallbackSigner.Config(_now.AddSeconds(1)))]));
        Assert.Equal(FallbackFault.Expired, FaultOf([_signer.Seal(FallbackSigner.Config(_now))]));
    }

    [Fact]
    public void AnybodyElsesSignature_IsRefused()
    {
        using var other = new FallbackSigner();

        Assert.Equal(FallbackFault.NotSigned, FaultOf([other.Seal(FallbackSigner.Config(_now.AddDays(1)))]));
        // The largest number of 256 bytes is beyond every modulus.
        Assert.Equal(FallbackFault.NotSigned, FaultOf([Convert.ToBase64String([.. Enumerable.Repeat((byte)0xff, 256)])]));
    }

    [Fact]
    public void OneChangedByte_IsRefused()
    {
        var good = Convert.FromBase64String(_signer.Seal(FallbackSigner.Config(_now.AddDays(1))));
        for (var i = 0; i < good.Length; i += 5)
        {
            good[i] ^= 4;
            Assert.Equal(FallbackFault.NotSigned, FaultOf([Convert.ToBase64String(good)]));
            good[i] ^= 4;
        }
    }

    [Fact]
    public void HashOfOtherData_IsRefused()
    {
        var plain = new byte[224];
        SHA256.HashData(plain.AsSpan(0, 207)).AsSpan(0, 16).CopyTo(plain.AsSpan(208));

        Assert.Equal(FallbackFault.NotSigned, FaultOf([_signer.SealData(plain)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no configuration")]
    [InlineData("AAAA")]
    public void TextOfAnotherLength_IsNoConfig(string text) => Assert.Equal(FallbackFault.NotEncoded, FaultOf([text]));

    [Theory]
    [InlineData(-4)]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(212)]
    [InlineData(int.MaxValue)]
    // One word less or more than the object has.
    [InlineData(44)]
    [InlineData(52)]
    public void LengthThatDoesNotFit_IsRefused(int length)
    {
        var content = FallbackSigner.Config(_now.AddDays(1));
        Assert.Equal(48, content.Length + 4);

        Assert.Equal(FallbackFault.Malformed, FaultOf([_signer.Seal(content, length)]));
    }

    [Theory]
    [InlineData(0, 443, 1)]
    [InlineData(1000, 443, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 65536, 1)]
    [InlineData(2, 443, 0)]
    [InlineData(2, 443, -1)]
    public void ValuesThatCannotBe_AreRefused(int dc, int port, int rules)
    {
        var content = FallbackSigner.Config(_now.AddDays(1), dc, port: port, rules: rules);

        Assert.Equal(FallbackFault.Malformed, FaultOf([_signer.Seal(content)]));
    }

    [Fact]
    public void SecretOfAnotherKind_IsRefused() =>
        Assert.Equal(FallbackFault.Malformed, FaultOf([_signer.Seal(FallbackSigner.Config(_now.AddDays(1), secret: [1, 2, 3]))]));

    [Fact]
    public void SignedNoise_NeverThrows()
    {
        var random = new Random(20);
        for (var i = 0; i < 20; i++)
        {
            var content = FallbackSigner.Config(_now.AddDays(1), secret: new byte[16]);
            for (var damage = 0; damage < 3; damage++)
                content[random.Next(content.Length)] = (byte)random.Next(256);
            _ = FaultOf([_signer.Seal(content)]);
        }
    }

    [Theory]
    [InlineData("", "+49 170 1", true)]
    [InlineData("+49", "+49 170 1", true)]
    [InlineData("+7", "+49 170 1", false)]
    [InlineData("-49", "+49 170 1", false)]
    [InlineData(",-49", "+49 170 1", false)]
    [InlineData(",-7", "+49 170 1", true)]
    [InlineData("+7,+491", "+49 170 1", true)]
    [InlineData("+7", null, true)]
    public void Rule_IsForPhonesByTheirPrefix(string prefixes, string? phone, bool isFor) =>
        Assert.Equal(isFor, new FallbackRule(prefixes, 2, []).IsFor(phone));

    private FallbackFault? FaultOf(string[] parts) =>
        FallbackConfigReader.TryRead(parts, RsaPublicKey.FromPem(_signer.PublicKeyPem), _now, out _, out var fault) ? null : fault;
}
