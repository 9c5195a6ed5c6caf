using System.Collections.Immutable;

namespace TelegramHost.Client.Sessions;

/// <summary>The addresses with which a client that has never been connected begins; the live list comes from <c>help.getConfig</c>.</summary>
/// <remarks>Source: https://core.telegram.org/api/datacenter</remarks>
internal static class BootstrapAddresses
{
    private const int Port = 443;

    // 443 is often closed on the second test data centre.
    private const int TestPort = 80;

    /// <summary>The built-in addresses of data centre <paramref name="id"/>; empty if there are none.</summary>
    public static ImmutableArray<DcAddress> Of(int id, bool testServers) => (testServers, id) switch
    {
        (false, 1) => Both("149.154.175.50", "2001:b28:f23d:f001::a", Port),
        (false, 2) => [.. Both("149.154.167.51", "2001:67c:4e8:f002::a", Port), new DcAddress("95.161.76.100", Port)],
        (false, 3) => Both("149.154.175.100", "2001:b28:f23d:f003::a", Port),
        (false, 4) => Both("149.154.167.91", "2001:67c:4e8:f004::a", Port),
        (false, 5) => Both("149.154.171.5", "2001:b28:f23f:f005::a", Port),
        (true, 1) => Both("149.154.175.10", "2001:b28:f23d:f001::e", TestPort),
        (true, 2) => Both("149.154.167.40", "2001:67c:4e8:f002::e", TestPort),
        (true, 3) => Both("149.154.175.117", "2001:b28:f23d:f003::e", TestPort),
        _ => [],
    };

    private static ImmutableArray<DcAddress> Both(string ipv4, string ipv6, int port) =>
        [new DcAddress(ipv4, port), new DcAddress(ipv6, port, IsIPv6: true)];
}
