namespace TelegramHost.Client;

/// <summary>What a client does whose session somebody else holds.</summary>
public enum WhenLocked
{
    /// <summary>It does not start, and says who holds the session.</summary>
    Fail,

    /// <summary>It waits, and takes the session over within seconds once its holder has stopped or died: a spare replica.</summary>
    Wait,
}
