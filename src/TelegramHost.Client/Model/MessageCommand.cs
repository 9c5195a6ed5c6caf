namespace TelegramHost.Client.Model;

/// <summary>A bot command at the start of a message: <c>/start@some_bot the arguments</c>.</summary>
/// <param name="Name">The command without the slash, as written: <c>start</c>. Compare without regard to case.</param>
/// <param name="Bot">The user name after <c>@</c>, or null when the command is for any bot.</param>
/// <param name="Arguments">Everything behind the command, trimmed; empty when there is nothing.</param>
/// <remarks>Source: https://core.telegram.org/api/bots/commands</remarks>
public sealed record MessageCommand(string Name, string? Bot, string Arguments)
{
    private const int MaxNameLength = 64;

    /// <summary>Reads the command that <paramref name="text"/> starts with, or answers null.</summary>
    public static MessageCommand? TryParse(string? text)
    {
        if (text is not ['/', ..])
            return null;
        var nameEnd = SkipName(text, 1);
        if (nameEnd == 1 || nameEnd - 1 > MaxNameLength)
            return null;

        var end = nameEnd;
        string? bot = null;
        if (end < text.Length && text[end] == '@')
        {
            end = SkipName(text, nameEnd + 1);
            if (end == nameEnd + 1)
                return null;
            bot = text[(nameEnd + 1)..end];
        }

        // "/start/now" and "/start-now" are not commands; only white space ends one.
        if (end < text.Length && !char.IsWhiteSpace(text[end]))
            return null;
        return new MessageCommand(text[1..nameEnd], bot, text[end..].Trim());
    }

    /// <summary>Whether the command is meant for the bot of that user name: named or addressed to nobody.</summary>
    public bool IsFor(string? botUsername) => Bot is null || string.Equals(Bot, botUsername, StringComparison.OrdinalIgnoreCase);

    private static int SkipName(string text, int from)
    {
        while (from < text.Length && (char.IsAsciiLetterOrDigit(text[from]) || text[from] == '_'))
            from++;
        return from;
    }
}
