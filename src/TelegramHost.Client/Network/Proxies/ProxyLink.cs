using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using TelegramHost.MtProto.Framing;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>A link with which people pass proxies on: <c>tg://proxy?…</c>, <c>https://t.me/proxy?…</c>, and the same with <c>socks</c>.</summary>
/// <remarks>Source: https://core.telegram.org/api/links#mtproxy-links and https://core.telegram.org/api/links#socks5-proxy-links</remarks>
internal sealed class ProxyLink
{
    private static readonly string[] _hosts = ["t.me", "telegram.me", "telegram.dog"];

    private readonly bool _isSocks;
    private readonly Dictionary<string, string> _fields;

    private ProxyLink(bool isSocks, Dictionary<string, string> fields) => (_isSocks, _fields) = (isSocks, fields);

    /// <summary>Whether <paramref name="text"/> is such a link, with or without a scheme; its fields may still be wrong.</summary>
    public static bool TryFind(string text, [NotNullWhen(true)] out ProxyLink? link)
    {
        link = null;
        if (_hosts.Any(host => text.StartsWith(host + "/", StringComparison.OrdinalIgnoreCase)))
            text = "https://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return false;
        var kind = uri.Scheme switch
        {
            "tg" => uri.Host,
            "http" or "https" when _hosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase) => uri.AbsolutePath.Trim('/'),
            _ => "",
        };
        if (kind is not ("proxy" or "socks"))
            return false;
        link = new ProxyLink(kind == "socks", Fields(uri.Query));
        return true;
    }

    /// <summary>Reads the fields.</summary>
    /// <param name="settings">The proxy, if they are good.</param>
    /// <param name="credential">The login of a SOCKS5 proxy, if there is one.</param>
    /// <param name="fault">What is wrong, to go on after the setting's path.</param>
    public bool TryRead(
        [NotNullWhen(true)] out ProxySettings? settings, out NetworkCredential? credential, [NotNullWhen(false)] out string? fault)
    {
        (settings, credential, fault) = (null, null, null);
        if (!int.TryParse(Field("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || !ProxyUrl.TryEndpoint(Field("server"), port, out var server))
        {
            fault = "is a link without a valid server and port: ask for the link once more";
            return false;
        }

        if (_isSocks)
        {
            settings = new ProxySettings { Kind = ProxyKind.Socks5, Server = server };
            credential = Field("user").Length == 0 ? null : new NetworkCredential(Field("user"), Field("pass"));
            return true;
        }

        if (!ProxySecret.TryParse(Field("secret"), out var secret, out var reason))
        {
            fault = $"is the link of an MTProxy whose secret {reason}: ask for the link once more";
            return false;
        }

        settings = new ProxySettings { Kind = ProxyKind.MtProxy, Server = server, Secret = secret };
        return true;
    }

    private string Field(string name) => _fields.GetValueOrDefault(name, "");

    private static Dictionary<string, string> Fields(string query)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                fields.TryAdd(part[..equals], Uri.UnescapeDataString(part[(equals + 1)..]));
        }

        return fields;
    }
}
