using TelegramHost.MtProto;

namespace TelegramHost.Client;

/// <summary>Where the server is and how to speak to it. Section <c>Telegram:Connection</c>.</summary>
public sealed class ConnectionOptions
{
    /// <summary>Another server's address, <c>host:port</c> (IPv6 in brackets). Default: Telegram's own addresses.</summary>
    /// <remarks>With an address of your own every data centre is looked for there, until <c>help.getConfig</c> names others.</remarks>
    public string? Endpoint { get; set; }

    /// <summary>The data centre to begin with, 1 to 5 at Telegram. Default: 2. After a login the account's own one is remembered.</summary>
    public int DataCenter { get; set; } = 2;

    /// <summary>RSA keys to trust instead of Telegram's: each a PEM text or the path of a PEM file. Default: none, so Telegram's.</summary>
#pragma warning disable CA1819 // the configuration binder fills arrays; a list would be appended to instead of replaced
    public string[] PublicKeys { get; set; } = [];
#pragma warning restore CA1819

    /// <summary>How packets are framed. Default: <see cref="TransportKind.Intermediate"/>.</summary>
    public TransportKind Transport { get; set; } = TransportKind.Intermediate;

    /// <summary>Further transports to try where <see cref="Transport"/> gets no answer, best first. Default: none.</summary>
    /// <remarks>With several transports, or several addresses of a data centre, they race: see <see cref="ProbeDelay"/>.</remarks>
#pragma warning disable CA1819 // the configuration binder fills arrays; a list would be appended to instead of replaced
    public TransportKind[] Transports { get; set; } = [];
#pragma warning restore CA1819

    /// <summary>Head start of each way over the next when a data centre can be reached in several. Default: 0.25 seconds.</summary>
    /// <remarks>
    /// The first whose server proves itself wins (it answers a ping with the stored key, or begins a key exchange); the others are closed.
    /// <c>-00:00:00.001</c> switches this off: then one way is tried after the other, and whatever accepts the connection is taken.
    /// </remarks>
    public TimeSpan ProbeDelay { get; set; } = TimeSpan.FromSeconds(0.25);

    /// <summary>Whether the byte stream is disguised as noise (obfuscated2). Default: true. With <see cref="TransportKind.Full"/>, which can't be disguised, it has to be false.</summary>
    public bool Obfuscated { get; set; } = true;

    /// <summary>Whether to use Telegram's test servers, which have accounts of their own. Default: false.</summary>
    public bool TestServers { get; set; }

    /// <summary>Whether to try IPv6 addresses first where a data centre has both. Default: false.</summary>
    public bool PreferIPv6 { get; set; }

    /// <summary>Longest time for one TCP connection to be made, and for the server to prove itself where several race. Default: 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time for one whole key exchange. Default: 30 seconds.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the first connection is tried before the start fails. Default: 20 seconds. <c>-00:00:00.001</c>: for ever.</summary>
    /// <remarks>A connection that was up once is restored for ever, whatever this says.</remarks>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many connections one data centre gets at most, 1 to 16. Default: 3.</summary>
    /// <remarks>
    /// One carries calls; the others are opened when parts of files keep the open ones busy, and share the parts. With 1, files and calls share it.
    /// </remarks>
    public int MaxConnectionsPerDataCenter { get; set; } = 3;

    /// <summary>How long a connection beside the main one may be without use before it is closed. Default: 2 minutes. <c>-00:00:00.001</c>: never.</summary>
    public TimeSpan IdleConnectionTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether calls go over temporary keys, so that who learns the stored key later can't read what was said before. Default: false.</summary>
    /// <remarks>
    /// The price: a second key exchange and one more round trip before the first call to each data centre after every start, and another one,
    /// beside the traffic, for each <see cref="TemporaryKeyLifetime"/>. Temporary keys are kept in memory alone. Source:
    /// https://core.telegram.org/api/pfs
    /// </remarks>
    public bool PerfectForwardSecrecy { get; set; }

    /// <summary>How long a temporary key lives; the next one is made after three quarters of it. Default: 24 hours. At least 10 minutes, at most 30 days.</summary>
    public TimeSpan TemporaryKeyLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often a quiet connection is probed. Default: 60 seconds; at most 60.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause before the first try to reconnect, more or less by chance; it doubles with every failure. Default: 0.5 seconds; at most a day.</summary>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest pause between two tries to reconnect. Default: 60 seconds; at most a day.</summary>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Where other addresses are asked for when none of those known can be reached.</summary>
    public FallbackOptions Fallback { get; set; } = new();
}
