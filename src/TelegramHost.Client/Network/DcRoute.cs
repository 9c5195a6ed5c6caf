using System.Net;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Framing;

namespace TelegramHost.Client.Network;

/// <summary>One way to a data centre: where to connect to, and how to speak there.</summary>
/// <param name="Endpoint">The address.</param>
/// <param name="Transport">How packets are framed.</param>
/// <param name="Obfuscated">Whether the stream is disguised.</param>
/// <param name="DcNumber">The number that the disguise names: +10000 for test servers, negative for files only.</param>
/// <param name="Secret">In hexadecimal digits, the 16 bytes that are mixed into the disguise's keys; null for none.</param>
/// <param name="Disguise">The secret of a server that plays an ordinary one of TLS, as it was given out; null for none.</param>
internal sealed record DcRoute(DnsEndPoint Endpoint, TransportKind Transport, bool Obfuscated, int DcNumber, string? Secret, string? Disguise = null)
{
    /// <summary>Whether this client can speak to <paramref name="address"/>.</summary>
    public static bool IsUsable(in DcAddress address, ConnectionOptions options) =>
        (!address.IsFallback || options.Fallback.Enabled)
        && (address.Secret is { } secret ? ProxySecret.TryParse(secret, out _, out _) : !address.ObfuscatedOnly || options.Obfuscated);

    /// <summary>The way to <paramref name="address"/> of data centre <paramref name="dc"/> over <paramref name="transport"/>, at another port if one is given.</summary>
    public static DcRoute To(in DcAddress address, int dc, TransportKind transport, ConnectionOptions options, int? port = null)
    {
        var number = ClientFraming.DcNumber(options, dc);
        var endpoint = new DnsEndPoint(address.Host, port ?? address.Port);
        number = address.MediaOnly ? -number : number;
        if (address.Secret is not { } text || !ProxySecret.TryParse(text, out var secret, out _))
            return new DcRoute(endpoint, transport, options.Obfuscated, number, null);
        var key = Convert.ToHexStringLower(secret.Key);
        return secret.Kind switch
        {
            // What can't be disguised can't carry a secret.
            ProxySecretKind.Plain => new DcRoute(endpoint, transport == TransportKind.Full ? TransportKind.Intermediate : transport, true, number, key),
            ProxySecretKind.Padded => new DcRoute(endpoint, TransportKind.PaddedIntermediate, true, number, key),
            _ => new DcRoute(endpoint, TransportKind.PaddedIntermediate, true, number, key, Disguise: text),
        };
    }

    /// <summary>A framing for one connection.</summary>
    public IFraming CreateFraming() => Framings.Create(
        Transport, Obfuscated, DcNumber, SystemEntropy.Instance, Secret is null ? [] : Convert.FromHexString(Secret));

    /// <summary>The address and the transport, for logs and messages.</summary>
    public override string ToString() => $"{EndpointText.Of(Endpoint)} ({Transport})";
}
