using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Emulator;
using TelegramHost.TestSupport;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>A network in which no public address of Telegram can be reached.</summary>
public sealed class FallbackTests : IDisposable
{
    private const string Domain = "config.example";
    private const string Hidden = "192.0.2.9:443";
    private const string Secret = "ee00112233445566778899aabbccddeeff612e6578616d706c65";

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    private readonly RoutedConnector _network = new();
    private readonly FallbackSigner _signer = new();

    private CancellationToken Patience => _patience.Token;

    public void Dispose()
    {
        _patience.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task BlockedClient_FindsThePublishedAddress_SpeaksToItInDisguise_AndRemembersIt()
    {
        await using var rig = new BotRig(new EmulatorOptions { ProxySecret = Secret });
        var text = _signer.Seal(FallbackSigner.Config(DateTimeOffset.UtcNow.AddDays(1), secret: Convert.FromHexString(Secret)));
        await using var resolver = new ResolverStandIn(Domain, text[..250], text[250..]);
        var options = Options(rig, resolver);
        _network.Lead(Hidden, rig.Emulator.EndPoint);
        var store = new MemorySessionStore();

        await using (var client = new TelegramClient(options, _network, store))
        {
            await client.ConnectAsync(Patience);
            Assert.Equal(rig.Bot.Id, (await client.GetMeAsync(Patience)).Id);
        }

        Assert.Equal(1, resolver.Questions);
        var asked = _network.Asked.ToList();
        // Three rounds of six public addresses and ports before anybody is asked.
        Assert.InRange(asked.IndexOf(resolver.EndPoint.ToString()), 18, asked.IndexOf(Hidden));

        await using (var again = new TelegramClient(options, _network, store))
        {
            await again.ConnectAsync(Patience);
            Assert.Equal(rig.Bot.Id, (await again.GetMeAsync(Patience)).Id);
        }

        Assert.Equal(1, resolver.Questions);
    }

    [Fact]
    public async Task PublicAddress_WhoseConnectionsAreCutOnceTheServerHasProvedItself_CountsAsBlocked()
    {
        await using var rig = new BotRig();
        await using var resolver = new ResolverStandIn(Domain, _signer.Seal(FallbackSigner.Config(DateTimeOffset.UtcNow.AddDays(1))));
        _network.Cut("149.154.167.51:443", rig.Emulator.EndPoint);
        _network.Lead(Hidden, rig.Emulator.EndPoint);
        await using var client = new TelegramClient(Options(rig, resolver), _network, new MemorySessionStore());

        await client.ConnectAsync(Patience);

        Assert.Equal(rig.Bot.Id, (await client.GetMeAsync(Patience)).Id);
        Assert.Equal(1, resolver.Questions);
    }

    [Fact]
    public async Task ServerAtAPublishedAddress_HasToProveItself_LikeAnyOther()
    {
        await using var rig = new BotRig();
        await using var impostor = new BotRig();
        await using var resolver = new ResolverStandIn(Domain, _signer.Seal(FallbackSigner.Config(DateTimeOffset.UtcNow.AddDays(1))));
        _network.Lead(Hidden, impostor.Emulator.EndPoint);
        var options = Options(rig, resolver);
        options.Connection.StartTimeout = TimeSpan.FromSeconds(10);
        await using var client = new TelegramClient(options, _network, new MemorySessionStore());

        await Assert.ThrowsAsync<TransportException>(() => client.ConnectAsync(Patience));

        Assert.True(resolver.Questions >= 1);
        Assert.Contains(Hidden, _network.Asked);
        Assert.Equal(0, impostor.CountOf("help.getConfig"));
    }

    [Fact]
    public async Task ResolversThatLieOrTalkNonsense_ArePassedOver()
    {
        await using var rig = new BotRig();
        using var stranger = new FallbackSigner();
        await using var liar = new ResolverStandIn(Domain, stranger.Seal(FallbackSigner.Config(DateTimeOffset.UtcNow.AddDays(1), ip: 0xC0000208)));
        await using var late = new ResolverStandIn(Domain, _signer.Seal(FallbackSigner.Config(DateTimeOffset.UtcNow.AddDays(-1), ip: 0xC0000208)));
        await using var silent = new ResolverStandIn("another.example", "x");
        // A string of JSON that is no text.
        await using var broken = new ResolverStandIn(Domain, @"\ud800");
        await using var good = new ResolverStandIn(Domain, _signer.Seal(FallbackSigner.Config(DateTimeOffset.UtcNow.AddDays(1))));
        _network.Lead(Hidden, rig.Emulator.EndPoint);
        await using var client = new TelegramClient(Options(rig, liar, late, silent, broken, good), _network, new MemorySessionStore());

        await client.ConnectAsync(Patience);

        Assert.Equal((1, 1, 1, 1, 1), (liar.Questions, late.Questions, silent.Questions, broken.Questions, good.Questions));
        Assert.DoesNotContain("192.0.2.8:443", _network.Asked);
    }

    [Fact]
    public async Task NobodyIsAsked_UnlessTheSettingSaysSo_AndTheErrorNamesIt()
    {
        await using var rig = new BotRig();
        await using var resolver = new ResolverStandIn(Domain, _signer.Seal(FallbackSigner.Config(DateTimeOffset.UtcNow.AddDays(1))));
        var options = Options(rig, resolver);
        options.Connection.Fallback.Enabled = false;
        options.Connection.StartTimeout = TimeSpan.FromSeconds(4);
        await using var client = new TelegramClient(options, _network, new MemorySessionStore());

        var failure = await Assert.ThrowsAsync<TransportException>(() => client.ConnectAsync(Patience));

        Assert.Contains("Telegram:Connection:Fallback:Enabled", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, resolver.Questions);
    }

    private TelegramClientOptions Options(BotRig rig, params ResolverStandIn[] resolvers)
    {
        foreach (var resolver in resolvers)
            _network.Lead(resolver.EndPoint.ToString(), resolver.EndPoint);
        var options = rig.Options();
        options.Connection.Endpoint = null;
        options.Connection.ProbeDelay = TimeSpan.FromMilliseconds(10);
        options.Connection.Fallback = new FallbackOptions
        {
            Enabled = true,
            Resolvers = [.. resolvers.Select(resolver => resolver.Url)],
            Domain = Domain,
            PublicKey = _signer.PublicKeyPem,
        };
        return options;
    }
}
