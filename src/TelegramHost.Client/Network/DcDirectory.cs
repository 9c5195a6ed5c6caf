using System.Collections.Immutable;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Network;

/// <summary>Where the data centres are: a setting's address, what the server told, or the addresses built in to begin with.</summary>
/// <param name="options">The settings.</param>
/// <param name="session">Keeps what the server told.</param>
/// <param name="onlyAddress">The one address that stands for all, where a proxy finds the data centres by their numbers.</param>
internal sealed class DcDirectory(ConnectionOptions options, LiveSession session, DcAddress? onlyAddress = null)
{
    // Far more than there ever were; a stored session stays small whatever a server says.
    private const int MaxAddresses = 64;

    /// <summary>What to do when somebody else answers than the server that was meant, or nobody who understands.</summary>
    public string Advice => onlyAddress is null
        ? "Check Telegram:Connection:Endpoint, Telegram:Connection:DataCenter and Telegram:Connection:Transport."
        : "Check the server and the secret in Telegram:Proxy:Url.";

    /// <summary>Whether an address of data centre <paramref name="id"/> is built in.</summary>
    public static bool IsBuiltIn(int id, bool testServers) => BootstrapAddresses.Of(id, testServers).Length > 0;

    /// <summary>The addresses of data centre <paramref name="id"/>, in the order in which they should be tried.</summary>
    /// <param name="id">The data centre.</param>
    /// <param name="media">Whether addresses that are for files only are wanted, where there are such; the ordinary ones follow.</param>
    /// <exception cref="TransportException">No address of it is known.</exception>
    public IReadOnlyList<DcAddress> AddressesOf(int id, bool media = false)
    {
        if (onlyAddress is { } only)
            return [only];
        var told = session.Current.Dc(id).Addresses;
        var isToldByServer = told.Any(address => !address.IsFallback);
        // The setting stands for the data centre it names, and for every other that nobody has told of: one server can play them all.
        if (EndpointText.TryParse(options.Endpoint, out var endpoint) && (id == options.DataCenter || !isToldByServer))
            return [new DcAddress(endpoint.Host, endpoint.Port, endpoint.Host.Contains(':', StringComparison.Ordinal), ThisPortOnly: true)];

        var built = endpoint is null ? BootstrapAddresses.Of(id, options.TestServers) : [];
        var usable = told.Concat(built)
            .Where(address => (media || !address.MediaOnly) && DcRoute.IsUsable(address, options))
            .DistinctBy(address => (address.Host, address.Port, address.Secret))
            .ToList();
        return usable.Count > 0
            ?
            [
                .. Alternate(usable.Where(address => address.MediaOnly)),
                .. Alternate(usable.Where(address => address is { MediaOnly: false, IsFallback: false })),
                .. usable.Where(address => address.IsFallback),
            ]
            : throw new TransportException($"No address of data centre {id} is known. Check Telegram:Connection:DataCenter, or set Telegram:Connection:Endpoint.");
    }

    /// <summary>Keeps the addresses that the server told in <c>config</c>.</summary>
    public ValueTask LearnAsync(Schema.DcOption[] told, CancellationToken cancellationToken)
    {
        var byDc = told
            .GroupBy(option => option.Id)
            .ToDictionary(group => group.Key, group => group
                .Select(AddressOf).Take(MaxAddresses).ToArray());
        return session.UpdateAsync(
            snapshot =>
            {
                foreach (var (id, addresses) in byDc)
                {
                    var record = snapshot.Dc(id);
                    snapshot = Keep(snapshot, id, [.. addresses, .. record.Addresses.Where(address => address.IsFallback)]);
                }

                return snapshot;
            },
            cancellationToken);
    }

    /// <summary>Keeps addresses for times when those that the server told can't be reached, in place of earlier ones.</summary>
    public ValueTask LearnFallbackAsync(int dc, IEnumerable<DcAddress> published, CancellationToken cancellationToken) => session.UpdateAsync(
        snapshot => Keep(
            snapshot, dc, [.. snapshot.Dc(dc).Addresses.Where(address => !address.IsFallback), .. published.Distinct().Take(MaxAddresses)]),
        cancellationToken);

    private static SessionSnapshot Keep(SessionSnapshot snapshot, int dc, ImmutableArray<DcAddress> addresses)
    {
        var record = snapshot.Dc(dc);
        return record.Addresses.AsSpan().SequenceEqual(addresses.AsSpan()) ? snapshot : snapshot.With(dc, record with { Addresses = addresses });
    }

    private static DcAddress AddressOf(Schema.DcOption option) => new(
        option.IpAddress, option.Port, option.Ipv6, option.TcpoOnly, option.MediaOnly, option.ThisPortOnly, option.Static,
        option.Secret is { } secret ? Convert.ToHexStringLower(secret) : null);

    // Whichever of the two families is broken costs one try, not all of its addresses.
    private IEnumerable<DcAddress> Alternate(IEnumerable<DcAddress> addresses) =>
        AddressOrder.Alternate(addresses, address => address.IsIPv6 == options.PreferIPv6);
}
