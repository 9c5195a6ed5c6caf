using TelegramHost.Client.Network.Proxies;
using TelegramHost.MtProto.Framing;

namespace TelegramHost.Client.Tests.Network.Proxies;

public sealed class ProxySettingsTests
{
    private const string Plain = "00112233445566778899aabbccddeeff";
    private const string FakeTls = "ee00112233445566778899aabbccddeeff6578616d706c652e6f7267";

    [Theory]
    [InlineData("socks5://proxy.test:1081", (int)ProxyKind.Socks5, "proxy.test", 1081, null, null)]
    [InlineData("socks5://proxy.test", (int)ProxyKind.Socks5, "proxy.test", 1080, null, null)]
    [InlineData("SOCKS5://127.0.0.1:9/", (int)ProxyKind.Socks5, "127.0.0.1", 9, null, null)]
    [InlineData("socks5h://[::1]:1080", (int)ProxyKind.Socks5, "::1", 1080, null, null)]
    [InlineData("socks5://ada:p%40ss%3Aw%2Fo@proxy.test:1080", (int)ProxyKind.Socks5, "proxy.test", 1080, "ada", "p@ss:w/o")]
    [InlineData(" http://ada:secret@proxy.test:8080 ", (int)ProxyKind.Http, "proxy.test", 8080, "ada", "secret")]
    [InlineData("http://ada@[2001:db8::1]:3128", (int)ProxyKind.Http, "2001:db8::1", 3128, "ada", "")]
    [InlineData("http://proxy.test", (int)ProxyKind.Http, "proxy.test", 80, null, null)]
    [InlineData("https://t.me/socks?server=1.2.3.4&port=1080&user=ada&pass=a%26b", (int)ProxyKind.Socks5, "1.2.3.4", 1080, "ada", "a&b")]
    [InlineData("tg://socks?server=proxy.test&port=1080", (int)ProxyKind.Socks5, "proxy.test", 1080, null, null)]
    public void Url_OfAProxy_IsReadIntoItsParts(string url, int kind, string host, int port, string? user, string? password)
    {
        var settings = Read(new ProxyOptions { Url = url })!;

        Assert.Equal(((ProxyKind)kind, host, port), (settings.Kind, settings.Server!.Host, settings.Server.Port));
        Assert.Equal((user, password), (settings.Credential?.UserName, settings.Credential?.Password));
    }

    [Theory]
    [InlineData("https://t.me/proxy?server=proxy.test&port=443&secret=" + Plain, (int)ProxySecretKind.Plain)]
    [InlineData("http://T.me/proxy?server=proxy.test&port=443&secret=dd" + Plain, (int)ProxySecretKind.Padded)]
    [InlineData("t.me/proxy?port=443&server=proxy.test&secret=" + FakeTls, (int)ProxySecretKind.FakeTls)]
    [InlineData("telegram.me/proxy?port=443&server=proxy.test&secret=" + FakeTls, (int)ProxySecretKind.FakeTls)]
    [InlineData("tg://proxy?server=proxy.test&port=443&secret=7gARIjNEVWZ3iJmqu8zd7v9leGFtcGxlLm9yZw", (int)ProxySecretKind.FakeTls)]
    [InlineData("tg://proxy?server=proxy.test&port=443&secret=7gARIjNEVWZ3iJmqu8zd7v9leGFtcGxlLm9yZw%3D%3D", (int)ProxySecretKind.FakeTls)]
    public void Link_OfAnMtProxy_IsReadIntoItsParts(string url, int kind)
    {
        var settings = Read(new ProxyOptions { Url = url })!;

        Assert.Equal((ProxyKind.MtProxy, "proxy.test", 443), (settings.Kind, settings.Server!.Host, settings.Server.Port));
        Assert.Equal((ProxySecretKind)kind, settings.Secret!.Kind);
        Assert.Equal(Plain, Convert.ToHexStringLower(settings.Secret.Key));
    }

    [Fact]
    public void Login_MayStandBesideTheUrl()
    {
        var settings = Read(new ProxyOptions { Url = "http://proxy.test:8080", UserName = "ada", Password = "p%40:/" })!;

        Assert.Equal(("ada", "p%40:/"), (settings.Credential!.UserName, settings.Credential.Password));
        Assert.Equal("ada", Read(new ProxyOptions { Url = "system", UserName = "ada" })!.Credential!.UserName);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void NoUrl_IsNoProxy(string? url) => Assert.Null(Read(new ProxyOptions { Url = url }));

    [Theory]
    [InlineData("proxy-s3cret.test:1080")]
    [InlineData("s3cret")]
    [InlineData("ada:s3cret@proxy.test:1080")]
    [InlineData("socks4://s3cret:x@proxy.test:1080")]
    [InlineData("https://s3cret:x@proxy.test:1080")]
    [InlineData("ftp://s3cret:x@proxy.test:1080")]
    [InlineData("socks5://ada:s3cret@proxy.test:0")]
    [InlineData("socks5://ada:s3cret@proxy.test:70000")]
    [InlineData("socks5://ada:s3cret@proxy.test:1080/path")]
    [InlineData("http://ada:s3cret@proxy.test:1080/?a=b")]
    [InlineData("http://ada:s3cret@proxy.test:1080/#a")]
    [InlineData("socks5://:1080?s3cret")]
    [InlineData("tg://proxy?server=proxy.test&port=443&secret=s3cret")]
    [InlineData("tg://proxy?server=proxy.test&port=443")]
    [InlineData("tg://proxy?server=proxy.test&secret=" + Plain)]
    [InlineData("tg://proxy?server=&port=443&secret=" + Plain)]
    [InlineData("tg://proxy?server=a%20b&port=443&secret=" + Plain)]
    [InlineData("tg://proxy?server=proxy.test&port=0&secret=" + Plain)]
    [InlineData("tg://proxy?server=proxy.test&port=443&secret=ee" + Plain)]
    [InlineData("tg://resolve?domain=s3cret")]
    [InlineData("https://t.me/s3cret")]
    public void Url_OfSomethingElse_IsOneFaultWithThePathAndWithoutTheValue(string url)
    {
        List<string> faults = [];

        Assert.Null(ProxySettings.Read(new ProxyOptions { Url = url }, "Telegram:Clients:shop:Proxy", faults));

        var fault = Assert.Single(faults);
        Assert.StartsWith("Telegram:Clients:shop:Proxy:Url ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Plain, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "ada", null, "UserName")]
    [InlineData(null, null, "s3cret", "Password")]
    [InlineData("socks5://ada:s3cret@proxy.test", "bob", "s3cret", "UserName")]
    [InlineData("tg://proxy?server=proxy.test&port=443&secret=" + Plain, "ada", "s3cret", "UserName")]
    [InlineData("http://proxy.test", "a:b", "s3cret", "")]
    [InlineData("socks5://proxy.test", "ada", "", "")]
    public void Login_ThatCannotBe_IsAFaultWithItsPath(string? url, string? user, string? password, string setting)
    {
        List<string> faults = [];

        Assert.Null(ProxySettings.Read(new ProxyOptions { Url = url, UserName = user, Password = password }, "Telegram:Proxy", faults));

        var fault = Assert.Single(faults);
        Assert.StartsWith(setting.Length > 0 ? $"Telegram:Proxy:{setting} " : "Telegram:Proxy ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void SocksLogin_HasOneByteForItsLength(int length, bool isGood)
    {
        List<string> faults = [];
        var options = new ProxyOptions { Url = "socks5://proxy.test", UserName = new string('ä', length / 2), Password = new string('b', length) };

        Assert.Equal(isGood, ProxySettings.Read(options, "Telegram:Proxy", faults) is not null);
        Assert.Equal(isGood, faults.Count == 0);
    }

    [Fact]
    public void Validator_NamesTheSettingAtStart()
    {
        var options = new TelegramClientOptions { ApiId = 1, ApiHash = Plain, Proxy = { Url = "nonsense" } };

        Assert.Contains(
            TelegramClientOptionsValidator.FindFaults(options, "Telegram"), fault => fault.StartsWith("Telegram:Proxy:Url ", StringComparison.Ordinal));
    }

    private static ProxySettings? Read(ProxyOptions options)
    {
        List<string> faults = [];
        var settings = ProxySettings.Read(options, "Telegram:Proxy", faults);
        Assert.Empty(faults);
        return settings;
    }
}
