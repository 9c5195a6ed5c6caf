using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>Makes typed updates out of TL.</summary>
internal sealed class UpdateFactory(ModelFactory model)
{
    // The same for every client, and four kilobytes.
    private static readonly UpdateMakers _makers = CreateMakers();

    /// <summary>The typed update; <see cref="RawUpdate"/> for everything without a type of its own.</summary>
    public Update Create(UpdateBase update) => _makers.Make(update, model) ?? new RawUpdate { Chat = ChatOf(update) };

    /// <summary>A moment that TL gives in Unix seconds.</summary>
    internal static DateTimeOffset Time(int unixSeconds) => DateTimeOffset.FromUnixTimeSeconds(unixSeconds);

    private static UpdateMakers CreateMakers()
    {
        var makers = new UpdateMakers();
        MessageMakers.AddTo(makers);
        QueryMakers.AddTo(makers);
        ChatMakers.AddTo(makers);
        BusinessMakers.AddTo(makers);
        return makers;
    }

    private static PeerId? ChatOf(UpdateBase update) => update switch
    {
        UpdateReadHistoryInbox u => PeerIds.Of(u.Peer),
        UpdateReadHistoryOutbox u => PeerIds.Of(u.Peer),
        UpdatePinnedMessages u => PeerIds.Of(u.Peer),
        _ when UpdatePlace.Of(update).ChannelId is not 0 and var channel => PeerId.Channel(channel),
        _ => null,
    };
}
