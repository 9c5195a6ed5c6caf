using System.Net;
using TelegramHost.MtProto.Framing;

namespace TelegramHost.Client.Network.Proxies;

/// <summary>What section <c>Telegram:Proxy</c> says, read and checked.</summary>
internal sealed class ProxySettings
{
    /// <summary>The forms of <see cref="ProxyOptions.Url"/>, for messages.</summary>
    public const string Forms =
        "socks5://host:port, http://host:port (both also with user:password@ before the host), a link such as https://t.me/proxy?server=…&port=…&secret=…, or system";

    // RFC 1929 has one byte for each length.
    private const int MaxSocksCredentialBytes = 255;

    /// <summary>What kind of proxy it is.</summary>
    public required ProxyKind Kind { get; init; }

    /// <summary>Where it is; null for <see cref="ProxyKind.System"/>.</summary>
    public DnsEndPoint? Server { get; init; }

    /// <summary>With what to log in there; null for nothing.</summary>
    public NetworkCredential? Credential { get; private init; }

    /// <summary>The secret of an MTProxy, else null.</summary>
    public ProxySecret? Secret { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="section">Their full path, for messages.</param>
    /// <param name="faults">Gets what is wrong, one sentence each; never a secret.</param>
    /// <returns>Null if there is no proxy, or something is wrong.</returns>
    public static ProxySettings? Read(ProxyOptions options, string section, List<string> faults)
    {
        var hasName = !string.IsNullOrEmpty(options.UserName);
        if (!hasName && !string.IsNullOrEmpty(options.Password))
            faults.Add($"{section}:Password is set without {section}:UserName: set the name too, or remove the password.");
        if (string.IsNullOrWhiteSpace(options.Url))
        {
            if (hasName)
                faults.Add($"{section}:UserName is set without {section}:Url: say which proxy it is for ({Forms}), or remove it.");
            return null;
        }

        // The value may hold a password or a secret and stays out of every message.
        if (ProxyUrl.TryRead(options.Url.Trim(), out var settings, out var credential, out var fault))
            return settings.Login(options, credential, section, faults);
        faults.Add($"{section}:Url {fault}.");
        return null;
    }

    /// <summary>Why a proxy can't be told a login, to go on after its place; null if it can.</summary>
    public static string? FaultOf(ProxyKind kind, NetworkCredential credential) => kind switch
    {
        ProxyKind.Socks5 when !FitsSocks(credential) => $"has a name or a password that SOCKS5 can't carry: both have 1 to {MaxSocksCredentialBytes} bytes",
        ProxyKind.Http when credential.UserName.Contains(':', StringComparison.Ordinal) =>
            "has a name with a colon, which HTTP proxies can't tell from the password: use another one",
        _ => null,
    };

    /// <summary>The same proxy with a login, or null and a fault if it can't be.</summary>
    private ProxySettings? Login(ProxyOptions options, NetworkCredential? inUrl, string section, List<string> faults)
    {
        var isSet = !string.IsNullOrEmpty(options.UserName);
        var credential = isSet ? new NetworkCredential(options.UserName, options.Password ?? "") : inUrl;
        var fault = (Kind, credential) switch
        {
            (_, null) => null,
            (ProxyKind.MtProxy, _) => $"{section}:UserName is set, but {section}:Url is the link of an MTProxy, which knows no names: remove it.",
            _ when isSet && inUrl is not null => $"{section}:UserName is set, and {section}:Url has a name too: remove one of them.",
            _ => FaultOf(Kind, credential) is { } unfit ? $"{section} {unfit}." : null,
        };
        if (fault is null)
            return new ProxySettings { Kind = Kind, Server = Server, Secret = Secret, Credential = credential };
        faults.Add(fault);
        return null;
    }

    private static bool FitsSocks(NetworkCredential credential) =>
        System.Text.Encoding.UTF8.GetByteCount(credential.UserName) is >= 1 and <= MaxSocksCredentialBytes
        && System.Text.Encoding.UTF8.GetByteCount(credential.Password) is >= 1 and <= MaxSocksCredentialBytes;
}
