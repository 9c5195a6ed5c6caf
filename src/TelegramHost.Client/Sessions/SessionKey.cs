namespace TelegramHost.Client.Sessions;

/// <summary>The name under which a store keeps a client's session.</summary>
internal static class SessionKey
{
    /// <summary>The key of a client that has neither a name nor <c>Telegram:Session:Key</c>.</summary>
    public const string Default = "default";

    /// <summary>The most characters of a key.</summary>
    public const int MaxLength = 100;

    /// <summary>Whether <paramref name="key"/> may be one.</summary>
    public static bool IsValid(string key) => key.Length is > 0 and <= MaxLength && !key.Any(char.IsControl);

    /// <summary>Throws if <paramref name="key"/> is none.</summary>
    public static void ThrowIfInvalid(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!IsValid(key))
            throw new ArgumentException($"A session's key has {key.Length} characters, expected 1 to {MaxLength} without control characters.", nameof(key));
    }
}
