namespace TelegramHost.Emulator;

/// <summary>Something that Telegram would not allow, with the error that it would answer.</summary>
/// <param name="code">The class of the error, for example 400.</param>
/// <param name="error">Its name, for example <c>PEER_ID_INVALID</c>.</param>
public sealed class WorldException(int code, string error) : Exception($"The emulated Telegram answers {code} {error}.")
{
    /// <summary>The class of the error, for example 400 or 403.</summary>
    public int Code { get; } = code;

    /// <summary>The error's name, for example <c>PEER_ID_INVALID</c>.</summary>
    public string Error { get; } = error;
}
