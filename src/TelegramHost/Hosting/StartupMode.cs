namespace TelegramHost.Hosting;

/// <summary>Whether the host's start waits for Telegram.</summary>
public enum StartupMode
{
    /// <summary>The host starts at once; the client connects in the background.</summary>
    Background,

    /// <summary>The host's start waits until the client is connected and logged in, and fails when that fails.</summary>
    WaitForReady,
}
