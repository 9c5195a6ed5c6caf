using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>The messages that a former run has handled beyond its marks: the first differences bring them again.</summary>
internal sealed class HandledBefore(IReadOnlyDictionary<PeerId, ChatMark> ahead)
{
    private readonly Dictionary<PeerId, ChatMark> _ahead = new(ahead);

    /// <summary>Whether an update brings a message that was handled before.</summary>
    public bool Has(UpdateBase update) =>
        _ahead.Count > 0 && MessagePlace.Of(update) is { } place && _ahead.TryGetValue(place.Chat, out var handled) && place.Id <= handled.Id;

    /// <summary>Everything that was missed is here, of the account or of a channel: what comes from now on is new.</summary>
    public void CaughtUp(long? channelId)
    {
        if (channelId is { } channel)
        {
            _ahead.Remove(PeerId.Channel(channel));
            return;
        }

        foreach (var chat in _ahead.Keys.Where(chat => chat.Kind != PeerKind.Channel).ToList())
            _ahead.Remove(chat);
    }
}
