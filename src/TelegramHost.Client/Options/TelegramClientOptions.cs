namespace TelegramHost.Client;

/// <summary>Everything a client must know to reach Telegram and log in. Section <c>Telegram</c> of the configuration.</summary>
public class TelegramClientOptions
{
    /// <summary>The configuration section that holds these options.</summary>
    public const string SectionName = "Telegram";

    /// <summary>The application's id from https://my.telegram.org. Required, positive.</summary>
    public int ApiId { get; set; }

    /// <summary>The application's hash from https://my.telegram.org: 32 hexadecimal digits. Required; a secret.</summary>
    public string ApiHash { get; set; } = "";

    /// <summary>The bot's token from @BotFather, <c>digits:secret</c>. With it the client logs in as a bot; a secret.</summary>
    public string? BotToken { get; set; }

    /// <summary>The account's phone number in international form, for a login as a user. Exclusive with <see cref="BotToken"/>.</summary>
    public string? PhoneNumber { get; set; }

    /// <summary>Where the server is and how to speak to it.</summary>
    public ConnectionOptions Connection { get; set; } = new();

    /// <summary>The proxy through which Telegram is reached.</summary>
    public ProxyOptions Proxy { get; set; } = new();

    /// <summary>Where the login is kept between two starts.</summary>
    public SessionOptions Session { get; set; } = new();

    /// <summary>How a login is renewed.</summary>
    public LoginOptions Login { get; set; } = new();

    /// <summary>What Telegram shows of this client in the list of active sessions.</summary>
    public DeviceOptions Device { get; set; } = new();

    /// <summary>How calls are repeated, and how long they may take.</summary>
    public ResilienceOptions Resilience { get; set; } = new();

    /// <summary>How updates are received.</summary>
    public UpdateOptions Updates { get; set; } = new();
}
