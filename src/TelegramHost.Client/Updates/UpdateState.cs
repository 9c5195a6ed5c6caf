using TelegramHost.Client.Peers;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Updates;

/// <summary>Everything that the next start needs to ask for what came meanwhile.</summary>
/// <param name="Common">The common sequences; null if nothing is known.</param>
/// <param name="Channels">Each known channel's pts.</param>
internal sealed record UpdateState(CommonState? Common, IReadOnlyDictionary<long, int> Channels)
{
    /// <summary>Nothing is known: the first login of an account.</summary>
    public static UpdateState Empty { get; } = new(null, new Dictionary<long, int>());

    /// <summary>For chats that were handled further than that: how far.</summary>
    public IReadOnlyDictionary<PeerId, ChatMark> Ahead { get; init; } = new Dictionary<PeerId, ChatMark>();

    /// <summary>For each box the number up to which updates may have gone out to the application, where that is more than was handled.</summary>
    public IReadOnlyDictionary<UpdateBox, int> Reserved { get; init; } = new Dictionary<UpdateBox, int>();

    /// <summary>What the marks of a store say; <see cref="Empty"/> where the account's own are missing.</summary>
    public static UpdateState Of(IReadOnlyCollection<UpdateMark> marks)
    {
        var own = marks.Where(mark => mark.Box.ChannelId == 0).ToDictionary(mark => mark.Box.Kind, mark => mark.Handled);
        if (!own.TryGetValue(UpdateBoxKind.Pts, out var pts) || !own.TryGetValue(UpdateBoxKind.Qts, out var qts)
            || !own.TryGetValue(UpdateBoxKind.Seq, out var seq) || !own.TryGetValue(UpdateBoxKind.Date, out var date))
        {
            return Empty;
        }

        var channels = marks.Where(mark => mark.Box.Kind == UpdateBoxKind.Channel).ToDictionary(mark => mark.Box.ChannelId, mark => mark.Handled);
        return new UpdateState(new CommonState(pts, qts, seq, date), channels)
        {
            Ahead = marks.Where(mark => mark.Box.Kind == UpdateBoxKind.Chat && PeerId.TryFromBotApi(mark.Box.ChannelId, out _))
                .ToDictionary(mark => PeerId.FromBotApi(mark.Box.ChannelId), mark => new ChatMark(mark.Handled, mark.Reserved)),
            Reserved = marks.Where(mark => mark.Reserved > mark.Handled && mark.Box.Kind != UpdateBoxKind.Chat).ToDictionary(mark => mark.Box, mark => mark.Reserved),
        };
    }
}
