namespace TelegramHost.Client;

/// <summary>Telegram answered a call with an error.</summary>
/// <remarks>Source: https://core.telegram.org/api/errors</remarks>
public class RpcException : TelegramException
{
    /// <summary>An error of <paramref name="method"/>.</summary>
    /// <param name="code">The code as sent, for example 400 or -503.</param>
    /// <param name="text">The text as sent, for example <c>FLOOD_WAIT_15</c>.</param>
    /// <param name="method">The function's name in the schema.</param>
    public RpcException(int code, string text, string method)
        : this(code, text, method, advice: null)
    {
    }

    private protected RpcException(int code, string text, string method, string? advice)
        : this($"Telegram answered {method} with {code} {text}.{(advice is null ? "" : " " + advice)}", code, text, method)
    {
    }

    private protected RpcException(string message, int code, string text, string method)
        : base(message)
    {
        ArgumentNullException.ThrowIfNull(text);
        Code = code;
        Text = text;
        Method = method;
        (Error, Argument) = Split(text);
    }

    /// <summary>The code as sent; its sign is kept (-503 is a time-out inside Telegram).</summary>
    public int Code { get; }

    /// <summary>The error's name without a number in it: <c>FLOOD_WAIT</c> for <c>FLOOD_WAIT_15</c>. <see cref="RpcErrorNames"/> holds those that are known.</summary>
    public string Error { get; }

    /// <summary>The number in the error's text, for example 15 of <c>FLOOD_WAIT_15</c>; null if there is none.</summary>
    public int? Argument { get; }

    /// <summary>The text exactly as sent.</summary>
    public string Text { get; }

    /// <summary>The function that was called, by its name in the schema.</summary>
    public string Method { get; }

    /// <summary>Whether the text begins with a name and a number, as <c>USER_MIGRATE_4</c> does.</summary>
    internal bool Is(string error) => string.Equals(Error, error, StringComparison.Ordinal);

    /// <summary>The most telling exception for an error of the server.</summary>
    internal static RpcException Create(int code, string text, string method)
    {
        if (FloodWaitException.TryParse(code, text, method, out var wait))
            return wait;
        var (error, _) = Split(text);
        return error switch
        {
            "SESSION_PASSWORD_NEEDED" => new PasswordRequiredException(code, text, method),
            "AUTH_KEY_DUPLICATED" => new AuthKeyDuplicatedException(code, text, method),
            "FILE_REFERENCE_EXPIRED" or "FILE_REFERENCE_INVALID" or "FILE_REFERENCE_EMPTY" => new FileReferenceExpiredException(code, text, method),
            _ when code == 401 => new UnauthorizedException(code, text, method),
            _ => new RpcException(code, text, method, ErrorAdvice.For(code, error, method)),
        };
    }

    /// <summary>Takes the one number out of a text: the first part between underscores, behind the first, that is all digits, or digits and <c>MIN</c>.</summary>
    private static (string Error, int? Argument) Split(string text)
    {
        for (var start = text.IndexOf('_', StringComparison.Ordinal); start >= 0; start = text.IndexOf('_', start + 1))
        {
            var end = start + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            // PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_5MIN is the one that names its unit.
            var rest = text.AsSpan(end) is "MIN" ? "" : text.AsSpan(end);
            var isWholePart = end > start + 1 && (rest.IsEmpty || rest[0] == '_');
            if (isWholePart && int.TryParse(text.AsSpan(start + 1, end - start - 1), out var number))
                return (string.Concat(text.AsSpan(0, start), rest), number);
        }

        return (text, null);
    }
}
