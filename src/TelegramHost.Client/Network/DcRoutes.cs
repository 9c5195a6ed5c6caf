using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Network;

/// <summary>The ways to a data centre in the order in which they are tried: its addresses, the other ports, the other transports.</summary>
internal sealed class DcRoutes(ConnectionOptions options, DcDirectory directory)
{
    /// <summary>How many ways one round has at most: more would look like an attack, and say no more about the network.</summary>
    public const int MaxAtOnce = 6;

    // Where Telegram's servers listen beside the port that they name.
    // Source: https://core.telegram.org/mtproto/mtproto-transports
    private static readonly int[] _otherPorts = [443, 80, 5222];

    /// <summary>All ways.</summary>
    /// <param name="dc">The data centre.</param>
    /// <param name="media">Whether the connection is for files only.</param>
    /// <param name="first">Which one comes first; behind the last one the list goes on with those before.</param>
    /// <exception cref="TransportException">No address is known.</exception>
    public IReadOnlyList<DcRoute> Of(int dc, bool media, int first)
    {
        var all = All(dc, directory.AddressesOf(dc, media)).Distinct().ToList();
        first %= all.Count;
        return [.. all.Skip(first), .. all.Take(first)];
    }

    private IEnumerable<DcRoute> All(int dc, IReadOnlyList<DcAddress> addresses)
    {
        foreach (var transport in options.Transports.Prepend(options.Transport))
        {
            foreach (var address in addresses)
                yield return DcRoute.To(address, dc, transport, options);
        }

        foreach (var port in _otherPorts)
        {
            foreach (var address in addresses.Where(address => !address.ThisPortOnly && address.Secret is null))
                yield return DcRoute.To(address, dc, options.Transport, options, port);
        }
    }
}
