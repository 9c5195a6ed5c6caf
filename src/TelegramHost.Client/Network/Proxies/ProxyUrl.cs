using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>Reads <see cref="ProxyOptions.Url"/>. What it answers never holds a part of the text.</summary>
internal static class ProxyUrl
{
    private const int DefaultSocksPort = 1080;
    private const int HighestPort = 65535;

    /// <summary>Reads a proxy's address.</summary>
    /// <param name="text">The setting.</param>
    /// <param name="settings">The proxy, if the text names one.</param>
    /// <param name="credential">The login in the text, if there is one.</param>
    /// <param name="fault">What is wrong, to go on after the setting's path.</param>
    public static bool TryRead(
        string text, [NotNullWhen(true)] out ProxySettings? settings, out NetworkCredential? credential, [NotNullWhen(false)] out string? fault)
    {
        (settings, credential, fault) = (null, null, $"is no proxy's address, expected {ProxySettings.Forms}");
        if (text.Equals("system", StringComparison.OrdinalIgnoreCase))
        {
            settings = new ProxySettings { Kind = ProxyKind.System };
            return true;
        }

        if (ProxyLink.TryFind(text, out var link))
            return link.TryRead(out settings, out credential, out fault);
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && TryRead(uri, out settings, out credential, out fault);
    }

    /// <summary>Reads a proxy's address that somebody else has cut into its parts already.</summary>
    public static bool TryRead(
        Uri uri, [NotNullWhen(true)] out ProxySettings? settings, out NetworkCredential? credential, [NotNullWhen(false)] out string? fault)
    {
        (settings, credential, fault) = (null, null, $"is no proxy's address, expected {ProxySettings.Forms}");
        ProxyKind? kind = uri.Scheme switch
        {
            "socks5" or "socks5h" => ProxyKind.Socks5,
            "http" => ProxyKind.Http,
            _ => null,
        };
        if (kind is null)
        {
            if (uri.Scheme is "https" or "socks4" or "socks4a")
                fault = $"names a proxy of kind {uri.Scheme}, which is not supported, expected {ProxySettings.Forms}";
            return false;
        }

        if (uri.PathAndQuery is not ("" or "/") || uri.Fragment.Length > 0)
        {
            fault = "has something behind the port: a proxy's address ends there";
            return false;
        }

        if (!TryEndpoint(uri.IdnHost, uri.Port < 0 ? DefaultSocksPort : uri.Port, out var server))
        {
            fault = "has no valid host and port, expected for example socks5://127.0.0.1:1080 or http://[::1]:8080";
            return false;
        }

        var colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        if (uri.UserInfo.Length > 0)
        {
            var name = colon < 0 ? uri.UserInfo : uri.UserInfo[..colon];
            credential = new NetworkCredential(Uri.UnescapeDataString(name), colon < 0 ? "" : Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]));
        }

        settings = new ProxySettings { Kind = kind.Value, Server = server };
        return true;
    }

    /// <summary>A host, a literal address among them, and a port.</summary>
    public static bool TryEndpoint(string host, int port, [NotNullWhen(true)] out DnsEndPoint? endpoint)
    {
        host = host.Trim('[', ']');
        endpoint = null;
        if (Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.Basic || port is < 1 or > HighestPort)
            return false;
        endpoint = new DnsEndPoint(host, port);
        return true;
    }
}
