using System.Text.RegularExpressions;

namespace TelegramHost.Emulator;

/// <summary>Finds what Telegram's server finds in a text by itself: commands, mentions, links, addresses, tags.</summary>
internal static partial class EntityDetector
{
    /// <summary>The entities of a text that no given entity covers already.</summary>
    /// <param name="text">The text.</param>
    /// <param name="given">Entities of the client; nothing is detected inside code, links and mentions.</param>
    public static List<Schema.MessageEntityBase> Detect(string text, IReadOnlyCollection<Schema.MessageEntityBase> given)
    {
        var taken = new bool[text.Length];
        foreach (var entity in given)
        {
            if (entity is Schema.MessageEntityCode or Schema.MessageEntityPre or Schema.MessageEntityTextUrl or Schema.MessageEntityMentionName)
            {
                var (offset, length) = EntityRange.Of(entity);
                taken.AsSpan(offset, length).Fill(true);
            }
        }

        var found = new List<Schema.MessageEntityBase>();
        Take(Email(), (offset, length) => new Schema.MessageEntityEmail { Offset = offset, Length = length });
        Take(Url(), (offset, length) => new Schema.MessageEntityUrl { Offset = offset, Length = length });
        Take(BotCommand(), (offset, length) => new Schema.MessageEntityBotCommand { Offset = offset, Length = length });
        Take(Mention(), (offset, length) => new Schema.MessageEntityMention { Offset = offset, Length = length });
        Take(Hashtag(), (offset, length) => new Schema.MessageEntityHashtag { Offset = offset, Length = length });
        Take(Cashtag(), (offset, length) => new Schema.MessageEntityCashtag { Offset = offset, Length = length });
        return found;

        void Take(Regex pattern, Func<int, int, Schema.MessageEntityBase> make)
        {
            foreach (var match in pattern.EnumerateMatches(text))
            {
                if (taken.AsSpan(match.Index, match.Length).Contains(true))
                    continue;
                taken.AsSpan(match.Index, match.Length).Fill(true);
                found.Add(make(match.Index, match.Length));
            }
        }
    }

    [GeneratedRegex(@"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-zA-Z]{2,24}(?![\w@])")]
    private static partial Regex Email();

    // Bare domains count only under well-known endings; Telegram's own list is longer.
    [GeneratedRegex(@"(?<![\w@.])(?:(?:https?|ftp|tg|ton)://[^\s<>""]*[^\s<>"".,:;!?')\]}]|(?:[a-zA-Z0-9][a-zA-Z0-9-]{0,62}\.){1,8}(?:com|org|net|edu|gov|io|me|dev|app|info|ru|de|uk|eu|ua|it|fr|es|pl|nl|ch|at|in|cn|jp|br|co|tv|gg|ai|xyz|ly)(?::\d{1,5})?(?![\w-])(?:[/?#][^\s<>""]*[^\s<>"".,:;!?')\]}])?/?)", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z]\w{2,31})?(?![\w/])")]
    private static partial Regex BotCommand();

    [GeneratedRegex(@"(?<!\w)@[a-zA-Z]\w{2,31}(?!\w)")]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?<![\w#&/])#(?=\w*[^\W\d])\w{1,256}")]
    private static partial Regex Hashtag();

    [GeneratedRegex(@"(?<![\w$])\$[A-Z]{1,8}(?!\w)")]
    private static partial Regex Cashtag();
}
