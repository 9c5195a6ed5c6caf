namespace TelegramHost.Emulator;

/// <summary>Reads and moves the range of an entity, whatever its kind.</summary>
internal static class EntityRange
{
    public static (int Offset, int Length) Of(Schema.MessageEntityBase entity) => entity switch
    {
        Schema.MessageEntityUnknown e => (e.Offset, e.Length),
        Schema.MessageEntityMention e => (e.Offset, e.Length),
        Schema.MessageEntityHashtag e => (e.Offset, e.Length),
        Schema.MessageEntityBotCommand e => (e.Offset, e.Length),
        Schema.MessageEntityUrl e => (e.Offset, e.Length),
        Schema.MessageEntityEmail e => (e.Offset, e.Length),
        Schema.MessageEntityBold e => (e.Offset, e.Length),
        Schema.MessageEntityItalic e => (e.Offset, e.Length),
        Schema.MessageEntityCode e => (e.Offset, e.Length),
        Schema.MessageEntityPre e => (e.Offset, e.Length),
        Schema.MessageEntityTextUrl e => (e.Offset, e.Length),
        Schema.MessageEntityMentionName e => (e.Offset, e.Length),
        Schema.InputMessageEntityMentionName e => (e.Offset, e.Length),
        Schema.MessageEntityPhone e => (e.Offset, e.Length),
        Schema.MessageEntityCashtag e => (e.Offset, e.Length),
        Schema.MessageEntityUnderline e => (e.Offset, e.Length),
        Schema.MessageEntityStrike e => (e.Offset, e.Length),
        Schema.MessageEntityBankCard e => (e.Offset, e.Length),
        Schema.MessageEntitySpoiler e => (e.Offset, e.Length),
        Schema.MessageEntityCustomEmoji e => (e.Offset, e.Length),
        Schema.MessageEntityBlockquote e => (e.Offset, e.Length),
        Schema.MessageEntityFormattedDate e => (e.Offset, e.Length),
        Schema.MessageEntityDiffInsert e => (e.Offset, e.Length),
        Schema.MessageEntityDiffReplace e => (e.Offset, e.Length),
        Schema.MessageEntityDiffDelete e => (e.Offset, e.Length),
        _ => throw new NotSupportedException($"An entity of type {entity.GetType().Name} is not modelled."),
    };

    /// <summary>The same entity elsewhere. Those that only the server makes are dropped from requests: it finds them anew.</summary>
    public static Schema.MessageEntityBase? Moved(Schema.MessageEntityBase entity, int offset, int length) => entity switch
    {
        Schema.MessageEntityBold => new Schema.MessageEntityBold { Offset = offset, Length = length },
        Schema.MessageEntityItalic => new Schema.MessageEntityItalic { Offset = offset, Length = length },
        Schema.MessageEntityUnderline => new Schema.MessageEntityUnderline { Offset = offset, Length = length },
        Schema.MessageEntityStrike => new Schema.MessageEntityStrike { Offset = offset, Length = length },
        Schema.MessageEntitySpoiler => new Schema.MessageEntitySpoiler { Offset = offset, Length = length },
        Schema.MessageEntityCode => new Schema.MessageEntityCode { Offset = offset, Length = length },
        Schema.MessageEntityPre e => new Schema.MessageEntityPre { Offset = offset, Length = length, Language = e.Language },
        Schema.MessageEntityTextUrl e => new Schema.MessageEntityTextUrl { Offset = offset, Length = length, Url = e.Url },
        Schema.MessageEntityMentionName e => new Schema.MessageEntityMentionName { Offset = offset, Length = length, UserId = e.UserId },
        Schema.MessageEntityCustomEmoji e => new Schema.MessageEntityCustomEmoji { Offset = offset, Length = length, DocumentId = e.DocumentId },
        Schema.MessageEntityBlockquote e => new Schema.MessageEntityBlockquote { Offset = offset, Length = length, Collapsed = e.Collapsed },
        _ => null,
    };
}
