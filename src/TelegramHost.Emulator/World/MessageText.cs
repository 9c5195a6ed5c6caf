namespace TelegramHost.Emulator;

/// <summary>What becomes of a client's text and entities on the server.</summary>
internal static class MessageText
{
    /// <summary>The longest message, in UTF-16 units.</summary>
    public const int MaxLength = 4096;

    /// <summary>The longest caption, in UTF-16 units.</summary>
    public const int MaxCaptionLength = 1024;

    /// <summary>Checks and trims a text, and adds the entities that the server finds.</summary>
    /// <exception cref="WorldException">MESSAGE_EMPTY, MESSAGE_TOO_LONG, MEDIA_CAPTION_TOO_LONG or ENTITY_BOUNDS_INVALID.</exception>
    public static (string Text, Schema.MessageEntityBase[]? Entities) Prepare(
        string text, Schema.MessageEntityBase[]? entities, bool isCaption, Func<Schema.InputUserBase, long> resolveMention)
    {
        var start = 0;
        while (start < text.Length && IsBlank(text[start]))
            start++;
        var end = text.Length;
        while (end > start && IsBlank(text[end - 1]))
            end--;
        var trimmed = text[start..end];
        if (trimmed.Length == 0 && !isCaption)
            throw new WorldException(400, "MESSAGE_EMPTY");
        if (trimmed.Length > (isCaption ? MaxCaptionLength : MaxLength))
            throw new WorldException(400, isCaption ? "MEDIA_CAPTION_TOO_LONG" : "MESSAGE_TOO_LONG");

        var kept = new List<Schema.MessageEntityBase>();
        foreach (var entity in entities ?? [])
        {
            var (offset, length) = EntityRange.Of(entity);
            if (offset < 0 || length < 0 || offset > text.Length - length)
                throw new WorldException(400, "ENTITY_BOUNDS_INVALID");
            var from = Math.Max(offset, start) - start;
            var to = Math.Min(offset + length, end) - start;
            if (to <= from)
                continue;
            var known = entity is Schema.InputMessageEntityMentionName mention
                ? new Schema.MessageEntityMentionName { Offset = offset, Length = length, UserId = resolveMention(mention.UserId) }
                : entity;
            if (EntityRange.Moved(known, from, to - from) is { } moved)
                kept.Add(moved);
        }

        kept.AddRange(EntityDetector.Detect(trimmed, kept));
        if (kept.Count == 0)
            return (trimmed, null);
        return (trimmed, [.. kept.OrderBy(entity => EntityRange.Of(entity).Offset).ThenByDescending(entity => EntityRange.Of(entity).Length)]);
    }

    private static bool IsBlank(char c) => c is ' ' or '\n' or '\r' or '\t' or '\u200b';
}
