namespace TelegramHost.Emulator;

/// <summary>What all copies of a message have in common. Arrays and TL objects in it are replaced, never changed in place.</summary>
internal sealed class SharedMessage
{
    /// <summary>Who wrote it.</summary>
    public required Account Sender { get; init; }

    /// <summary>When, as unix time.</summary>
    public required int Date { get; init; }

    /// <summary>The text or caption; empty for service messages.</summary>
    public string Text { get; set; } = "";

    /// <summary>Entities, sorted by offset, or null.</summary>
    public Schema.MessageEntityBase[]? Entities { get; set; }

    /// <summary>The keyboard, or null.</summary>
    public Schema.ReplyMarkupBase? Markup { get; set; }

    /// <summary>A photo or a document, or null.</summary>
    public Schema.MessageMediaBase? Media { get; set; }

    /// <summary>What a service message says, or null for an ordinary message.</summary>
    public Schema.MessageActionBase? Action { get; init; }

    /// <summary>Where it was forwarded from, or null.</summary>
    public Schema.MessageFwdHeader? Forward { get; init; }

    /// <summary>The album, or null.</summary>
    public long? GroupedId { get; init; }

    /// <summary>Whether it was sent without a sound.</summary>
    public bool Silent { get; init; }

    /// <summary>The message that it answers, or null.</summary>
    public SharedMessage? ReplyTo { get; init; }

    /// <summary>When it was edited last, as unix time.</summary>
    public int? EditDate { get; set; }

    /// <summary>The copies that still exist, one in each account's box.</summary>
    public List<MessageCopy> Copies { get; } = [];

    /// <summary>The copy of an account, or null.</summary>
    public MessageCopy? CopyOf(Account account) => Copies.Find(copy => copy.Owner == account);
}
