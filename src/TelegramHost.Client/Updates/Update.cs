using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Something that happened: the base of all typed updates.</summary>
public abstract class Update
{
    private protected Update()
    {
    }

    /// <summary>The chat that it belongs to, or null where Telegram does not say; updates of one chat keep their order.</summary>
    public abstract PeerId? ChatId { get; }
}
