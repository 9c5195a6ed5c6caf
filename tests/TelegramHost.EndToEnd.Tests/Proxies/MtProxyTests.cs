using System.Globalization;
using System.Text;
using TelegramHost.Client;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;
using TelegramHost.EndToEnd.Tests.Interop;
using TelegramHost.EndToEnd.Tests.Network;
using TelegramHost.EndToEnd.Tests.Sample;

namespace TelegramHost.EndToEnd.Tests.Proxies;

/// <summary>A bot that reaches Telegram through an MTProxy that others have written: <c>mtprotoproxy</c>, which knows the secrets of kind dd and ee.</summary>
public sealed class MtProxyTests : IDisposable
{
    private const string Secret = "00112233445566778899aabbccddeeff";
    private const string OtherSecret = "ffeeddccbbaa99887766554433221100";

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));

    private CancellationToken Patience => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [NodeTheory]
    [InlineData("dd")]
    [InlineData("ee")]
    public async Task Proxy_CarriesABot_ItsCallsAndItsUpdates(string kind)
    {
        await using var rig = new BotRig();
        await using var proxy = Start(rig, kind);
        await using var client = TelegramClient.Create(Options(rig, await PortOf(proxy), kind, Secret));

        await client.ConnectAsync(Patience);
        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetMeAsync(Patience)));
        await using var updates = client.Updates.GetAsyncEnumerator(Patience);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "/start", cancellationToken: Patience);

        Assert.All(all, me => Assert.Equal(rig.Bot.Id, me.Id));
        Assert.True(await updates.MoveNextAsync());
        Assert.Equal("/start", Assert.IsType<NewMessage>(updates.Current).Message.Text);
    }

    [NodeTheory]
    [InlineData("dd")]
    [InlineData("ee")]
    public async Task Proxy_WithAnotherSecret_CarriesNobody(string kind)
    {
        await using var rig = new BotRig();
        await using var proxy = Start(rig, kind);

        await AssertRefusedAsync(Options(rig, await PortOf(proxy), kind, OtherSecret));

        Assert.Empty(rig.Emulator.Wire.Records);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dd")]
    [InlineData("ee")]
    public async Task Server_WithAnotherSecret_IsLookedForInTheLink(string kind)
    {
        await using var rig = new BotRig(new EmulatorOptions { ProxySecret = kind + Secret + DomainOf(kind) });
        var port = rig.Emulator.EndPoint.Port.ToString(CultureInfo.InvariantCulture);

        await AssertRefusedAsync(Options(rig, port, kind, OtherSecret));

        Assert.Empty(rig.Emulator.Wire.Records);
    }

    /// <summary>Nobody is let in, and the error names the setting that matters behind a proxy.</summary>
    private async Task AssertRefusedAsync(TelegramClientOptions options)
    {
        options.Connection.HandshakeTimeout = TimeSpan.FromSeconds(1);
        await using var client = TelegramClient.Create(options);
        var refused = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.StatusChanged += (_, change) =>
        {
            if (change.Status.Cause is { } cause)
                refused.TrySetResult(cause);
        };

        var connecting = client.ConnectAsync(Patience);
        var failure = Assert.IsType<TransportException>(await refused.Task.WaitAsync(Patience));

        await client.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => connecting);
        Assert.Contains("secret in Telegram:Proxy:Url", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Telegram:Connection:Endpoint", failure.Message, StringComparison.Ordinal);
    }

    private static ProgramUnderTest Start(BotRig rig, string kind)
    {
        var server = rig.Emulator.EndPoint;
        return ProgramUnderTest.Start(NodeFolder.Describe(
            "node", "mtproxy.mjs", server.Address.ToString(), server.Port.ToString(CultureInfo.InvariantCulture), kind + Secret));
    }

    private static async Task<string> PortOf(ProgramUnderTest proxy) => (await proxy.WaitForLineAsync("listens on")).Split(' ')[^1];

    private static TelegramClientOptions Options(BotRig rig, string port, string kind, string secret)
    {
        var options = rig.Options();
        options.Proxy.Url = $"tg://proxy?server=127.0.0.1&port={port}&secret={kind}{secret}{DomainOf(kind)}";
        return options;
    }

    private static string DomainOf(string kind) => kind == "ee" ? Convert.ToHexStringLower(Encoding.ASCII.GetBytes("example.com")) : "";
}
