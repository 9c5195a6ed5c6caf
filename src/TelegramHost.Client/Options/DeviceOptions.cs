namespace TelegramHost.Client;

/// <summary>What Telegram shows of this client in the list of active sessions. Section <c>Telegram:Device</c>.</summary>
/// <remarks>Source: https://core.telegram.org/method/initConnection</remarks>
public sealed class DeviceOptions
{
    /// <summary>The device's model. Default: <c>TelegramHost</c>.</summary>
    public string Model { get; set; } = "TelegramHost";

    /// <summary>The operating system and its version. Default: what .NET reports.</summary>
    public string SystemVersion { get; set; } = System.Runtime.InteropServices.RuntimeInformation.OSDescription;

    /// <summary>The application's version. Default: that of this library.</summary>
    public string AppVersion { get; set; } = typeof(DeviceOptions).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>The system's language, as an ISO 639-1 code. Default: <c>en</c>.</summary>
    public string SystemLanguage { get; set; } = "en";

    /// <summary>The application's language, as an ISO 639-1 code. Default: <c>en</c>.</summary>
    public string Language { get; set; } = "en";
}
