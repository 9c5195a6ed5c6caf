using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Something that happened: the base of all typed updates.</summary>
public abstract class Update
{
    private Schema.UpdateBase? _raw;
    private IReadOnlyList<Schema.UpdateBase>? _parts;

    private protected Update()
    {
    }

    /// <summary>The chat that it belongs to, or null where Telegram does not say; updates of one chat keep their order.</summary>
    public abstract PeerId? ChatId { get; }

    /// <summary>The update as Telegram's schema has it; null where it stands for several or was made by hand.</summary>
    public Schema.UpdateBase? Raw { get => _raw; init => _raw = value; }

    /// <summary>Whether the program may have seen this update before: it was on its way when the program last ended without a stop.</summary>
    /// <remarks>
    /// Never false for one that was seen. A few are suspected in vain. What must not be done twice asks here before it
    /// looks up whether it was done.
    /// </remarks>
    public bool MayBeRepeat { get; private set; }

    /// <summary>All that it was made of: <see cref="Raw"/>, or several of them, or nothing.</summary>
    internal IReadOnlyList<Schema.UpdateBase> Parts => _parts ?? (_raw is null ? [] : [_raw]);

    internal void Arrived(Schema.UpdateBase? raw, bool mayBeRepeat) => (_raw, MayBeRepeat) = (raw, mayBeRepeat);

    internal void ArrivedInParts(IReadOnlyList<Schema.UpdateBase> parts, bool mayBeRepeat) => (_parts, MayBeRepeat) = (parts, mayBeRepeat);
}
