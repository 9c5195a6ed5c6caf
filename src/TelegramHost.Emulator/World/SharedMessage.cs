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

    /// <summary>Whether it is pinned.</summary>
    public bool IsPinned { get; set; }

    /// <summary>How often a post of a broadcast channel was seen; null for other messages.</summary>
    public int? Views { get; set; }

    /// <summary>Where it is in a channel; null for messages of private chats and basic groups.</summary>
    public ChannelPlace? Place { get; set; }

    /// <summary>The bots in privacy mode that are not told of it in its channel, or null.</summary>
    public IReadOnlySet<long>? HiddenFrom { get; set; }

    /// <summary>The copies that still exist, one in each account's box; none in channels.</summary>
    public List<MessageCopy> Copies { get; } = [];

    /// <summary>The copy of an account, or null.</summary>
    public MessageCopy? CopyOf(Account account)
    {
        if (Place is not { } place)
            return Copies.Find(copy => copy.Owner == account);
        return IsShownTo(account) && place.Channel.History.Find(place.Id) == this
            ? new MessageCopy(account, place.Id, place.Channel.Key, this, Audience.IsMentioned(account, this))
            : null;
    }

    /// <summary>Whether an account is told of it.</summary>
    public bool IsShownTo(Account account) => HiddenFrom?.Contains(account.Id) != true;
}
