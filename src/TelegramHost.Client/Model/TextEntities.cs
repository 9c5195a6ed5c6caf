using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Model;

/// <summary>Text entities from and to TL.</summary>
internal static class TextEntities
{
    /// <summary>The entities of a message.</summary>
    public static IReadOnlyList<TextEntity> Of(MessageEntityBase[]? entities) =>
        entities is null or [] ? [] : Array.ConvertAll(entities, Of);

    /// <summary>The entities as functions take them; null if there are none.</summary>
    /// <exception cref="PeerNotFoundException">A user is mentioned by id whose hash is not known.</exception>
    public static MessageEntityBase[]? ToTl(IReadOnlyList<TextEntity> entities, PeerCache peers) =>
        entities.Count == 0 ? null : [.. entities.Select(entity => ToTl(entity, peers))];

    private static TextEntity Of(MessageEntityBase entity) => entity switch
    {
        MessageEntityMention e => new(TextEntityKind.Mention, e.Offset, e.Length),
        MessageEntityHashtag e => new(TextEntityKind.Hashtag, e.Offset, e.Length),
        MessageEntityCashtag e => new(TextEntityKind.Cashtag, e.Offset, e.Length),
        MessageEntityBotCommand e => new(TextEntityKind.BotCommand, e.Offset, e.Length),
        MessageEntityUrl e => new(TextEntityKind.Url, e.Offset, e.Length),
        MessageEntityEmail e => new(TextEntityKind.Email, e.Offset, e.Length),
        MessageEntityPhone e => new(TextEntityKind.Phone, e.Offset, e.Length),
        MessageEntityBankCard e => new(TextEntityKind.BankCard, e.Offset, e.Length),
        MessageEntityBold e => new(TextEntityKind.Bold, e.Offset, e.Length),
        MessageEntityItalic e => new(TextEntityKind.Italic, e.Offset, e.Length),
        MessageEntityUnderline e => new(TextEntityKind.Underline, e.Offset, e.Length),
        MessageEntityStrike e => new(TextEntityKind.Strike, e.Offset, e.Length),
        MessageEntitySpoiler e => new(TextEntityKind.Spoiler, e.Offset, e.Length),
        MessageEntityBlockquote e => new(e.Collapsed ? TextEntityKind.CollapsedBlockquote : TextEntityKind.Blockquote, e.Offset, e.Length),
        MessageEntityCode e => new(TextEntityKind.Code, e.Offset, e.Length),
        MessageEntityPre e => new(TextEntityKind.Pre, e.Offset, e.Length) { Language = e.Language },
        MessageEntityTextUrl e => new(TextEntityKind.TextLink, e.Offset, e.Length) { Url = e.Url },
        MessageEntityMentionName e => new(TextEntityKind.MentionName, e.Offset, e.Length) { UserId = e.UserId },
        MessageEntityCustomEmoji e => new(TextEntityKind.CustomEmoji, e.Offset, e.Length) { DocumentId = e.DocumentId },
        MessageEntityUnknown e => new(TextEntityKind.Unknown, e.Offset, e.Length),
        MessageEntityFormattedDate e => new(TextEntityKind.Unknown, e.Offset, e.Length),
        MessageEntityDiffInsert e => new(TextEntityKind.Unknown, e.Offset, e.Length),
        MessageEntityDiffReplace e => new(TextEntityKind.Unknown, e.Offset, e.Length),
        MessageEntityDiffDelete e => new(TextEntityKind.Unknown, e.Offset, e.Length),
        _ => new(TextEntityKind.Unknown, 0, 0),
    };

    private static MessageEntityBase ToTl(TextEntity e, PeerCache peers) => e.Kind switch
    {
        TextEntityKind.Mention => new MessageEntityMention { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Hashtag => new MessageEntityHashtag { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Cashtag => new MessageEntityCashtag { Offset = e.Offset, Length = e.Length },
        TextEntityKind.BotCommand => new MessageEntityBotCommand { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Url => new MessageEntityUrl { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Email => new MessageEntityEmail { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Phone => new MessageEntityPhone { Offset = e.Offset, Length = e.Length },
        TextEntityKind.BankCard => new MessageEntityBankCard { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Bold => new MessageEntityBold { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Italic => new MessageEntityItalic { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Underline => new MessageEntityUnderline { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Strike => new MessageEntityStrike { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Spoiler => new MessageEntitySpoiler { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Blockquote => new MessageEntityBlockquote { Offset = e.Offset, Length = e.Length },
        TextEntityKind.CollapsedBlockquote => new MessageEntityBlockquote { Offset = e.Offset, Length = e.Length, Collapsed = true },
        TextEntityKind.Code => new MessageEntityCode { Offset = e.Offset, Length = e.Length },
        TextEntityKind.Pre => new MessageEntityPre { Offset = e.Offset, Length = e.Length, Language = e.Language ?? "" },
        TextEntityKind.TextLink => new MessageEntityTextUrl { Offset = e.Offset, Length = e.Length, Url = e.Url ?? "" },
        TextEntityKind.MentionName => new InputMessageEntityMentionName { Offset = e.Offset, Length = e.Length, UserId = Mentioned(e, peers) },
        TextEntityKind.CustomEmoji => new MessageEntityCustomEmoji { Offset = e.Offset, Length = e.Length, DocumentId = e.DocumentId ?? 0 },
        _ => new MessageEntityUnknown { Offset = e.Offset, Length = e.Length },
    };

    private static InputUserBase Mentioned(TextEntity entity, PeerCache peers)
    {
        var id = PeerId.User(entity.UserId ?? 0);
        return peers.TryGetInputPeer(id, out var input) switch
        {
            true when input is InputPeerUser user => new InputUser { UserId = user.UserId, AccessHash = user.AccessHash },
            true when input is InputPeerSelf => new InputUserSelf(),
            _ => throw new PeerNotFoundException(id.ToString(), "A text can mention only users whom this account has met."),
        };
    }
}
