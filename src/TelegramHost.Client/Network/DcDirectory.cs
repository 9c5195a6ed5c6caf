using System.Net;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Network;

/// <summary>Where the data centres are: a setting's address, what the server told, or the addresses built in to begin with.</summary>
internal sealed class DcDirectory(ConnectionOptions options, LiveSession session)
{
    /// <summary>Whether an address of data centre <paramref name="id"/> is built in.</summary>
    public static bool IsBuiltIn(int id, bool testServers) => BootstrapAddresses.Of(id, testServers).Length > 0;

    /// <summary>The addresses of data centre <paramref name="id"/>, in the order in which they should be tried.</summary>
    /// <param name="id">The data centre.</param>
    /// <param name="media">Whether addresses that are for files only are wanted, where there are such.</param>
    /// <exception cref="TransportException">No address of it is known.</exception>
    public IReadOnlyList<DnsEndPoint> EndpointsOf(int id, bool media = false)
    {
        var told = session.Current.Dc(id).Addresses;
        // The setting stands for the data centre it names, and for every other that nobody has told of: one server can play them all.
        if (EndpointText.TryParse(options.Endpoint, out var endpoint) && (id == options.DataCenter || told.IsEmpty))
            return [endpoint];

        var built = endpoint is null ? BootstrapAddresses.Of(id, options.TestServers) : [];
        var usable = told.Concat(built)
            .Where(address => !address.ObfuscatedOnly || options.Obfuscated)
            .DistinctBy(address => (address.Host, address.Port))
            .OrderByDescending(address => address.IsIPv6 == options.PreferIPv6)
            .Select(address => new DnsEndPoint(address.Host, address.Port))
            .ToList();
        return usable.Count > 0
            ? usable
            : throw new TransportException($"No address of data centre {id} is known. Check Telegram:Connection:DataCenter, or set Telegram:Connection:Endpoint.");
    }

    /// <summary>Keeps the addresses that the server told in <c>config</c>.</summary>
    public ValueTask LearnAsync(Schema.DcOption[] told, CancellationToken cancellationToken)
    {
        var byDc = told
            // Media and CDN servers take other traffic, and one with a secret speaks as a proxy does.
            .Where(option => option is { MediaOnly: false, Cdn: false, Secret: null })
            .GroupBy(option => option.Id)
            .ToDictionary(group => group.Key, group => group
                .Select(option => new DcAddress(option.IpAddress, option.Port, option.Ipv6, option.TcpoOnly)).ToArray());
        return session.UpdateAsync(
            snapshot =>
            {
                foreach (var (id, addresses) in byDc)
                {
                    var record = snapshot.Dc(id);
                    if (!record.Addresses.AsSpan().SequenceEqual(addresses))
                        snapshot = snapshot.With(id, record with { Addresses = [.. addresses] });
                }

                return snapshot;
            },
            cancellationToken);
    }
}
