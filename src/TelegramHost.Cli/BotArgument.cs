using System.Globalization;

namespace TelegramHost.Cli;

/// <summary>A bot as it is given on the command line: <c>5000000001:secret_token@some_bot</c>.</summary>
/// <param name="Token">The whole token, the id in front of the colon included.</param>
/// <param name="Username">The name without <c>@</c>.</param>
internal sealed record BotArgument(string Token, string Username)
{
    private const string Form = "expected ID:SECRET@username, for example 5000000001:secret_token@some_bot";

    /// <summary>Reads one.</summary>
    /// <exception cref="ArgumentException">The text has another form; the message does not repeat the secret.</exception>
    public static BotArgument Parse(string text)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0)
            throw new ArgumentException($"--bot has no @username; {Form}.");
        var token = text[..at];
        var username = text[(at + 1)..];
        if (username.Length is < 3 or > 32 || !char.IsAsciiLetter(username[0]) || !username.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            throw new ArgumentException($"--bot: '{username}' is no username of 3 to 32 letters, digits and underscores; {Form}.");

        var colon = token.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == token.Length - 1
            || !long.TryParse(token.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id <= 0)
            throw new ArgumentException($"--bot: the token of @{username} does not begin with a numeric id and a colon; {Form}.");
        return new BotArgument(token, username);
    }
}
