using System.Text;

namespace TelegramHost.Playground;

/// <summary>Makes a bot's username from an application's name.</summary>
internal static class BotName
{
    /// <summary><c>EchoBot</c> becomes <c>echo_bot</c>, <c>Acme.Shop</c> becomes <c>acme_shop_bot</c>.</summary>
    public static string From(string applicationName)
    {
        var name = new StringBuilder();
        var previous = '_';
        foreach (var c in applicationName)
        {
            var isWordStart = char.IsAsciiLetterUpper(c) && !char.IsAsciiLetterUpper(previous);
            if (isWordStart || !char.IsAsciiLetterOrDigit(c))
                Separate(name);
            if (char.IsAsciiLetterOrDigit(c))
                name.Append(char.ToLowerInvariant(c));
            previous = c;
        }

        var text = name.ToString().Trim('_');
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]))
            text = "my_" + text;
        text = text.EndsWith("bot", StringComparison.Ordinal) ? text : text.TrimEnd('_') + "_bot";
        return text.Length <= 32 ? text : text[..28].TrimEnd('_') + "_bot";
    }

    private static void Separate(StringBuilder name)
    {
        if (name.Length > 0 && name[^1] != '_')
            name.Append('_');
    }
}
