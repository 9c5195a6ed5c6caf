namespace TelegramHost.Client;

/// <summary>What is done when a login that was good has ended.</summary>
public enum LoginLossPolicy
{
    /// <summary>
    /// A bot logs in with its token again, and a user's authenticator asks for a new login; without either the client stops. Never twice
    /// within a minute.
    /// </summary>
    LogInAgain,

    /// <summary>The client stops with <see cref="SessionLostException"/>, and a host with exit code 1.</summary>
    Stop,
}
