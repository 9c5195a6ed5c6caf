using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto;
using TelegramHost.Schema;

namespace TelegramHost.Client.Tests.Network;

public sealed class DcRoutesTests : IAsyncLifetime
{
    private const string Secret = "00112233445566778899aabbccddeeff";

    private readonly ConnectionOptions _options = new() { Endpoint = "192.0.2.200:1", DataCenter = 1 };
    private LiveSession _session = null!;
    private DcDirectory _directory = null!;

    public async Task InitializeAsync()
    {
        _session = await LiveSession.OpenAsync(new MemorySessionStore(), new SessionSnapshot { HomeDc = 2 }, default);
        _directory = new DcDirectory(_options, _session);
    }

    public async Task DisposeAsync() => await _session.DisposeAsync();

    [Theory]
    [InlineData(false, "192.0.2.1:443 [2001:db8::1]:443 192.0.2.2:443 [2001:db8::2]:443 192.0.2.3:443")]
    [InlineData(true, "[2001:db8::1]:443 192.0.2.1:443 [2001:db8::2]:443 192.0.2.2:443 192.0.2.3:443")]
    public async Task Addresses_AlternateBetweenTheFamilies_PreferredFirst(bool preferIPv6, string expected)
    {
        _options.PreferIPv6 = preferIPv6;
        await LearnAsync(V4("192.0.2.1"), V4("192.0.2.2"), V4("192.0.2.3"), V6("2001:db8::1"), V6("2001:db8::2"));

        Assert.Equal(expected, string.Join(' ', Routes().Select(route => EndpointText.Of(route.Endpoint))));
    }

    [Fact]
    public async Task MediaAddresses_AreForMediaConnections_WithTheOrdinaryOnesBehind()
    {
        await LearnAsync(V4("192.0.2.1"), new DcOption { Id = 2, IpAddress = "192.0.2.2", Port = 443, MediaOnly = true, ThisPortOnly = true });

        Assert.Equal([("192.0.2.1", 2)], Routes().Select(route => (route.Endpoint.Host, route.DcNumber)));
        Assert.Equal([("192.0.2.2", -2), ("192.0.2.1", 2)], Routes(media: true).Select(route => (route.Endpoint.Host, route.DcNumber)));
    }

    [Fact]
    public async Task DataCentreWithoutMediaAddresses_ServesMediaAtItsOrdinaryOnes()
    {
        await LearnAsync(V4("192.0.2.1"));

        Assert.Equal(Routes(), Routes(media: true));
    }

    [Fact]
    public async Task Address_NotBoundToItsPort_IsTriedAtTheUsualOnesToo()
    {
        await LearnAsync(new DcOption { Id = 2, IpAddress = "192.0.2.1", Port = 443 }, V4("192.0.2.2"));

        Assert.Equal(
            ["192.0.2.1:443", "192.0.2.2:443", "192.0.2.1:80", "192.0.2.1:5222"], Routes().Select(route => EndpointText.Of(route.Endpoint)));
    }

    [Fact]
    public async Task Transports_FollowEachOther_WithAllAddressesEach()
    {
        _options.Transports = [TransportKind.Abridged];
        await LearnAsync(V4("192.0.2.1"), V4("192.0.2.2"));

        Assert.Equal(
            [("192.0.2.1", TransportKind.Intermediate), ("192.0.2.2", TransportKind.Intermediate),
             ("192.0.2.1", TransportKind.Abridged), ("192.0.2.2", TransportKind.Abridged)],
            Routes().Select(route => (route.Endpoint.Host, route.Transport)));
    }

    [Fact]
    public async Task LaterRounds_BeginFurtherDown()
    {
        await LearnAsync([.. Enumerable.Range(1, 8).Select(i => V4($"192.0.2.{i}"))]);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Routes().Select(route => int.Parse(route.Endpoint.Host[8..], null)));
        Assert.Equal([7, 8, 1, 2, 3, 4, 5, 6], Routes(first: 6).Select(route => int.Parse(route.Endpoint.Host[8..], null)));
        Assert.Equal(8, Routes(first: int.MaxValue).Count);
    }

    [Fact]
    public async Task AddressThatWantsADisguise_IsLeftOutWithoutOne()
    {
        await LearnAsync(V4("192.0.2.1"), new DcOption { Id = 2, IpAddress = "192.0.2.2", Port = 443, TcpoOnly = true, ThisPortOnly = true });

        Assert.Equal(2, Routes().Count);
        _options.Obfuscated = false;
        Assert.Equal("192.0.2.1", Assert.Single(Routes()).Endpoint.Host);
    }

    [Theory]
    [InlineData(Secret, TransportKind.Intermediate)]
    [InlineData("dd" + Secret, TransportKind.PaddedIntermediate)]
    public async Task AddressWithASecret_IsDisguisedWhateverTheSettingSays(string secret, TransportKind transport)
    {
        (_options.Obfuscated, _options.Transport) = (false, TransportKind.Full);
        await LearnAsync(new DcOption { Id = 2, IpAddress = "192.0.2.1", Port = 443, Secret = Convert.FromHexString(secret) });

        var route = Assert.Single(Routes());

        Assert.Equal((transport, true, Secret), (route.Transport, route.Obfuscated, route.Secret));
    }

    [Fact]
    public async Task AddressWithAFakeTlsSecret_PlaysTls_AroundPaddedPackets()
    {
        await LearnAsync(new DcOption { Id = 2, IpAddress = "192.0.2.1", Port = 443, Secret = [0xee, .. Convert.FromHexString(Secret), .. "a.example"u8] });

        var route = Assert.Single(Routes());

        Assert.Equal((TransportKind.PaddedIntermediate, true, Secret), (route.Transport, route.Obfuscated, route.Secret));
        Assert.StartsWith("ee" + Secret, route.Disguise, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressesForBadTimes_ComeLast_AreKeptBesideNewOnesOfTheServer_AndOnlyCountWhenWanted()
    {
        await _directory.LearnFallbackAsync(2, [new DcAddress("192.0.2.9", 443, ThisPortOnly: true, IsFallback: true)], default);
        await LearnAsync(V4("192.0.2.1"), V6("2001:db8::1"));
        Assert.Equal(["192.0.2.1", "2001:db8::1"], Routes().Select(route => route.Endpoint.Host));

        _options.Fallback.Enabled = true;
        Assert.Equal(["192.0.2.1", "2001:db8::1", "192.0.2.9"], Routes().Select(route => route.Endpoint.Host));

        await _directory.LearnFallbackAsync(2, [new DcAddress("192.0.2.10", 443, ThisPortOnly: true, IsFallback: true)], default);
        Assert.Equal(["192.0.2.1", "2001:db8::1", "192.0.2.10"], Routes().Select(route => route.Endpoint.Host));
    }

    [Fact]
    public async Task AddressWithASecretOfAnotherKind_IsLeftOut()
    {
        await LearnAsync(V4("192.0.2.1"), new DcOption { Id = 2, IpAddress = "192.0.2.2", Port = 443, Secret = new byte[20] });

        Assert.Equal("192.0.2.1", Assert.Single(Routes()).Endpoint.Host);
    }

    [Fact]
    public async Task Server_ThatTellsOfThousandsOfAddresses_FillsNoSession()
    {
        await LearnAsync([.. Enumerable.Range(0, 5000).Select(i => V4($"10.0.{i / 250}.{i % 250}"))]);

        Assert.Equal(64, _session.Current.Dc(2).Addresses.Length);
    }

    private static DcOption V4(string host) => new() { Id = 2, IpAddress = host, Port = 443, ThisPortOnly = true };

    private static DcOption V6(string host) => new() { Id = 2, IpAddress = host, Port = 443, Ipv6 = true, ThisPortOnly = true };

    private Task LearnAsync(params DcOption[] told) => _directory.LearnAsync(told, default).AsTask();

    private IReadOnlyList<DcRoute> Routes(bool media = false, int first = 0) => new DcRoutes(_options, _directory).Of(2, media, first);
}
