namespace TelegramHost.Client;

/// <summary>Where other addresses of Telegram are asked for when none of those known can be reached. Section <c>Telegram:Connection:Fallback</c>.</summary>
/// <remarks>
/// Telegram publishes a few addresses of its own, signed, in the DNS. They are asked for over HTTPS, through the proxy if there is one, and a server
/// there has to prove itself like any other. It does nothing with <see cref="ConnectionOptions.Endpoint"/>, or behind an MTProxy.
/// </remarks>
public sealed class FallbackOptions
{
    /// <summary>Whether to ask. Default: false, because the resolvers, which belong to others, learn that somebody here uses Telegram.</summary>
    public bool Enabled { get; set; }

    /// <summary>How many tries in a row have to fail at a data centre; after as many more it is asked again. Default: 3.</summary>
    public int AfterFailures { get; set; } = 3;

    /// <summary>Resolvers that answer in JSON, tried in turn: https, or http on this machine. Default: none, so those of Google and Cloudflare.</summary>
    /// <remarks>Source: https://developers.google.com/speed/public-dns/docs/doh/json</remarks>
#pragma warning disable CA1819 // the configuration binder fills arrays; a list would be appended to instead of replaced
    public string[] Resolvers { get; set; } = [];
#pragma warning restore CA1819

    /// <summary>The domain whose TXT records hold the configuration. Default: none, so Telegram's.</summary>
    public string? Domain { get; set; }

    /// <summary>The RSA key that has to have signed it: a PEM text or the path of a PEM file. Default: none, so Telegram's.</summary>
    public string? PublicKey { get; set; }
}
