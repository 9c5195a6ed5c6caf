using System.Buffers;
using System.Globalization;

namespace TelegramHost.Client;

/// <summary>The shape of a bot's token: the bot's id, a colon, a secret.</summary>
internal static class BotToken
{
    private static readonly SearchValues<char> _secretCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Reads the bot's id out of <paramref name="token"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> token, out long botId)
    {
        botId = 0;
        var colon = token.IndexOf(':');
        return colon > 0
            && token.Length > colon + 1
            && !token[(colon + 1)..].ContainsAnyExcept(_secretCharacters)
            && long.TryParse(token[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out botId)
            && botId > 0;
    }
}
