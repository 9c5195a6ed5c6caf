namespace TelegramHost.Client;

/// <summary>The proxy through which Telegram is reached. Section <c>Telegram:Proxy</c>.</summary>
public sealed class ProxyOptions
{
    /// <summary>The proxy. Default: none; connections are made directly. A secret where it holds a password or a secret.</summary>
    /// <remarks>
    /// One of <c>socks5://host:port</c> and <c>http://host:port</c> (HTTP CONNECT), both also as <c>user:password@host:port</c>; the link
    /// of an MTProxy or a SOCKS5 proxy (<c>https://t.me/proxy?server=…&amp;port=…&amp;secret=…</c>, <c>tg://proxy?…</c>,
    /// <c>https://t.me/socks?…</c>); or <c>system</c>, the proxy that the operating system or the environment variables
    /// <c>HTTPS_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c> name. An IPv6 address stands in brackets. Names of servers are resolved at the proxy.
    /// </remarks>
    public string? Url { get; set; }

    /// <summary>The name with which to log in at the proxy, where <see cref="Url"/> has none. Default: none.</summary>
    public string? UserName { get; set; }

    /// <summary>The password of <see cref="UserName"/>, as it is: nothing is escaped here. Default: none; a secret.</summary>
    public string? Password { get; set; }
}
