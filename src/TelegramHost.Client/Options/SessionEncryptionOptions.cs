namespace TelegramHost.Client;

/// <summary>How a session is encrypted where it is kept, whatever store that is. Section <c>Telegram:Session:Encryption</c>.</summary>
/// <remarks>
/// AES-256-GCM. Without <see cref="Key"/> and <see cref="KeyFile"/> new data is written as it is. What was written before a key was set
/// stays readable and is encrypted when it is written again.
/// </remarks>
public sealed class SessionEncryptionOptions
{
    /// <summary>The key with which is written: 32 random bytes in base64, for example from <c>openssl rand -base64 32</c>. A secret.</summary>
    public string? Key { get; set; }

    /// <summary>The file that holds the key instead: 32 bytes, or their base64.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Former keys, in base64. They are still read with. Secrets.</summary>
    public string[] OldKeys { get; set; } = [];

    /// <summary>Files of former keys.</summary>
    public string[] OldKeyFiles { get; set; } = [];
}
