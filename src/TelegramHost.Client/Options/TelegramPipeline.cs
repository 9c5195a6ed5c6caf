namespace TelegramHost.Client;

/// <summary>The pipelines of strategies through which a client's work goes; each kind of work has limits and repetitions of its own.</summary>
public enum TelegramPipeline
{
    /// <summary>All calls that are of none of the other kinds.</summary>
    Rpc,

    /// <summary>Parts of files on their way to Telegram.</summary>
    Upload,

    /// <summary>Parts of files on their way from Telegram.</summary>
    Download,

    /// <summary>Every connection to a data centre: from the one that broke, try after try, up to one on which a server speaks.</summary>
    /// <remarks>
    /// Tries go on for ever, with pauses from <see cref="ConnectionOptions.ReconnectDelay"/> to <see cref="ConnectionOptions.MaxReconnectDelay"/>.
    /// Strategies outside stand around all tries of one outage, those inside around each. One that gives up ends what it stands around, and the
    /// tries go on.
    /// </remarks>
    Connect,

    /// <summary>Calls with which a person logs in, for example <c>auth.signIn</c>. Nothing is slept through or repeated: the person sees every answer.</summary>
    /// <remarks>But the right data centre is found (<c>PHONE_MIGRATE_X</c>), and <c>AUTH_RESTART</c> begins the login anew, each once. A bot's login is an ordinary call.</remarks>
    Login,
}
