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

    /// <summary>Each try to reach a data centre, up to a connection on which a server answers. Both places are the same here.</summary>
    /// <remarks>
    /// That tries go on for ever, with pauses from <see cref="ConnectionOptions.ReconnectDelay"/> to <see cref="ConnectionOptions.MaxReconnectDelay"/>,
    /// does not depend on it: a strategy that gives a try up only ends that try.
    /// </remarks>
    Connect,

    /// <summary>Calls with which a person logs in, for example <c>auth.signIn</c>. Nothing is slept through or repeated: the person sees every answer.</summary>
    /// <remarks>But the right data centre is found (<c>PHONE_MIGRATE_X</c>), and <c>AUTH_RESTART</c> begins the login anew, each once. A bot's login is an ordinary call.</remarks>
    Login,
}
