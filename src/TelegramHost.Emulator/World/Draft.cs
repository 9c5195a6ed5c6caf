namespace TelegramHost.Emulator;

/// <summary>A message before it is sent, already checked.</summary>
internal sealed record Draft
{
    public string Text { get; init; } = "";

    public Schema.MessageEntityBase[]? Entities { get; init; }

    public Schema.ReplyMarkupBase? Markup { get; init; }

    public Schema.MessageMediaBase? Media { get; init; }

    public Schema.MessageActionBase? Action { get; init; }

    public Schema.MessageFwdHeader? Forward { get; init; }

    /// <summary>The message that is answered, by the sender's id of it.</summary>
    public int? ReplyToId { get; init; }

    public long? GroupedId { get; init; }

    public bool Silent { get; init; }

    /// <summary>What the client calls the message, so that a repeated call is recognised; null for acts without a client.</summary>
    public long? RandomId { get; init; }

    /// <summary>The message that it becomes.</summary>
    public SharedMessage Written(Account sender, int date, SharedMessage? replyTo) => new()
    {
        Sender = sender,
        Date = date,
        Text = Text,
        Entities = Entities,
        Markup = Markup,
        Media = Media,
        Action = Action,
        Forward = Forward,
        GroupedId = GroupedId,
        Silent = Silent,
        ReplyTo = replyTo,
    };
}
