namespace TelegramHost.Client.Network.Proxies;

/// <summary>The kinds of proxies.</summary>
internal enum ProxyKind
{
    /// <summary>SOCKS version 5.</summary>
    Socks5,

    /// <summary>An HTTP proxy that opens tunnels (CONNECT).</summary>
    Http,

    /// <summary>A proxy of Telegram's own kind.</summary>
    MtProxy,

    /// <summary>Whatever the operating system says, for each connection anew.</summary>
    System,
}
