using TelegramHost.MtProto;

namespace TelegramHost.Client.Tests.Options;

public sealed class TelegramClientOptionsValidatorTests
{
    private static TelegramClientOptions Good => new() { ApiId = 1, ApiHash = "0123456789abcdef0123456789abcdef", BotToken = "5000000001:secret_token" };

    [Theory]
    [InlineData("5000000001:secret_token", 5000000001)]
    [InlineData("123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11", 123456)]
    public void Token_OfTheRightShape_NamesItsBot(string token, long id)
    {
        Assert.True(BotToken.TryParse(token, out var bot));
        Assert.Equal(id, bot);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":x")]
    [InlineData("12:")]
    [InlineData("12:a b")]
    [InlineData("-12:abc")]
    [InlineData("0:abc")]
    [InlineData("abc:def")]
    [InlineData("12:abc:def")]
    [InlineData("99999999999999999999:abc")]
    public void Token_OfAWrongShape_IsRefusedWithoutBeingRepeated(string token)
    {
        Assert.False(BotToken.TryParse(token, out _));
        if (token.Length == 0)
            return;
        var options = Good;
        options.BotToken = token;
        var fault = Assert.Single(Faults(options));
        Assert.StartsWith("Telegram:BotToken ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(token, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void GoodOptions_HaveNoFaults() => Assert.Empty(Faults(Good));

    [Fact]
    public void SettingsOfTransfers_AreCheckedInBothDirections()
    {
        var options = Good;
        options.Resilience.Upload = new TransferOptions { PartsInFlight = 0, MaxRetries = -1 };
        options.Resilience.Download = new TransferOptions { PartsInFlight = 65, PartTimeout = TimeSpan.Zero, MaxFloodWait = TimeSpan.FromTicks(-1), RetryDelay = TimeSpan.Zero };

        string[] expected =
        [
            "Telegram:Resilience:Upload:MaxRetries", "Telegram:Resilience:Upload:PartsInFlight", "Telegram:Resilience:Download:MaxFloodWait",
            "Telegram:Resilience:Download:RetryDelay", "Telegram:Resilience:Download:PartTimeout", "Telegram:Resilience:Download:PartsInFlight",
        ];
        Assert.Equal(expected, Faults(options).Select(fault => fault[..fault.IndexOf(' ', StringComparison.Ordinal)]));
    }

    [Fact]
    public void MissingSettings_AreNamedByTheirFullPath()
    {
        var faults = TelegramClientOptionsValidator.FindFaults(new TelegramClientOptions(), "Telegram:Clients:shop");

        Assert.Contains(faults, fault => fault.StartsWith("Telegram:Clients:shop:ApiId ", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Telegram:Clients:shop:ApiHash ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1:4430", true)]
    [InlineData("localhost:1", true)]
    [InlineData("[::1]:65535", true)]
    [InlineData("localhost", false)]
    [InlineData("localhost:0", false)]
    [InlineData("localhost:65536", false)]
    [InlineData("::1:443", false)]
    [InlineData("http://localhost:80", false)]
    public void Endpoint_IsHostAndPort(string endpoint, bool isGood)
    {
        var options = Good;
        options.Connection.Endpoint = endpoint;

        Assert.Equal(isGood, !Faults(options).Any(fault => fault.StartsWith("Telegram:Connection:Endpoint ", StringComparison.Ordinal)));
    }

    [Fact]
    public void FullTransport_ThatIsToBeObfuscated_IsRefusedByBothPaths()
    {
        var options = Good;
        options.Connection.Transport = TransportKind.Full;

        var fault = Assert.Single(Faults(options));
        Assert.StartsWith("Telegram:Connection:Transport is Full", fault, StringComparison.Ordinal);
        Assert.Contains("Telegram:Connection:Obfuscated to false", fault, StringComparison.Ordinal);

        options.Connection.Obfuscated = false;
        Assert.Empty(Faults(options));
    }

    [Fact]
    public void FurtherTransports_AreCheckedOneByOne()
    {
        var options = Good;
        options.Connection.Transports = [TransportKind.Abridged, TransportKind.Full, (TransportKind)77];
        options.Connection.ProbeDelay = TimeSpan.Zero;

        Assert.Equal(
            ["Telegram:Connection:Transports:1 is Full", "Telegram:Connection:Transports:2 is 77", "Telegram:Connection:ProbeDelay is 00:00:00"],
            Faults(options).Select(fault => fault.Split(',')[0]));

        options.Connection.ProbeDelay = Timeout.InfiniteTimeSpan;
        (options.Connection.Transports, options.Connection.Obfuscated) = ([TransportKind.Full], false);
        Assert.Empty(Faults(options));
    }

    [Fact]
    public void EveryWrongSetting_IsNamed()
    {
        var options = Good;
        options.PhoneNumber = "+123456789012";
        options.Connection.DataCenter = 9;
        options.Connection.TemporaryKeyLifetime = TimeSpan.FromMinutes(9);
        options.Connection.PublicKeys = ["/no/such/file.pem", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", " "];
        options.Connection.PingInterval = TimeSpan.FromMinutes(2);
        options.Connection.ConnectTimeout = TimeSpan.Zero;
        options.Connection.MaxReconnectDelay = TimeSpan.FromMilliseconds(1);
        options.Resilience.TotalTimeout = TimeSpan.FromSeconds(1);
        options.Session.Path = "";
        options.Updates.QueueCapacity = 0;

        var faults = Faults(options);

        string[] paths =
        [
            "Telegram:BotToken and Telegram:PhoneNumber", "Telegram:Connection:DataCenter", "Telegram:Connection:PublicKeys:0",
            "Telegram:Connection:PublicKeys:1", "Telegram:Connection:PublicKeys:2", "Telegram:Connection:PingInterval", "Telegram:Connection:TemporaryKeyLifetime",
            "Telegram:Connection:ConnectTimeout", "Telegram:Connection:MaxReconnectDelay", "Telegram:Resilience:TotalTimeout",
            "Telegram:Session:Path", "Telegram:Updates:QueueCapacity",
        ];
        foreach (var path in paths)
            Assert.Contains(faults, fault => fault.StartsWith(path + " ", StringComparison.Ordinal));
        Assert.Equal(paths.Length, faults.Count);
    }

    private static IReadOnlyList<string> Faults(TelegramClientOptions options) => TelegramClientOptionsValidator.FindFaults(options, "Telegram");
}
