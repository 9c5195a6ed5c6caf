using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;

namespace TelegramHost.Client.Tests.Updates;

/// <summary>A server that keeps every event of an account and of one channel, and gives those that are asked for.</summary>
internal sealed class CrashWorld(Random random)
{
    public const long ChannelId = 7;
    public const int FirstPts = 100;
    public const int FirstQts = 50;
    private const int Chats = 3;
    private int _number;
    private int _messageId = 500;

    /// <summary>One event: a message if it has a chat, else a deletion (or with qts a bot stopped).</summary>
    public sealed record Event(int Number, UpdateSequence Sequence, int Position, int Count, PeerId? Chat, int MessageId)
    {
        /// <summary>Whether a stored state says that it is handled.</summary>
        public bool IsCovered(UpdateState state) => Sequence switch
        {
            UpdateSequence.Pts => Position <= state.Common!.Value.Pts,
            UpdateSequence.Qts => Position <= state.Common!.Value.Qts,
            _ => Position <= state.Channels[ChannelId],
        } || (Chat is { } chat && state.Ahead.TryGetValue(chat, out var handled) && MessageId <= handled.Id);
    }

    public List<Event> Events { get; } = [];

    /// <summary>Something happens; answers it as it is pushed.</summary>
    public UpdateBase Happen()
    {
        var next = random.Next(10) switch
        {
            0 => new Event(++_number, UpdateSequence.Qts, Last(UpdateSequence.Qts, FirstQts) + 1, 1, null, 0),
            1 => Counted(UpdateSequence.Pts, FirstPts, random.Next(1, 4), null),
            < 6 => Counted(UpdateSequence.Pts, FirstPts, 1, PeerId.User(40 + random.Next(Chats))),
            6 => Counted(UpdateSequence.ChannelPts, FirstPts, random.Next(1, 4), null),
            _ => Counted(UpdateSequence.ChannelPts, FirstPts, 1, PeerId.Channel(ChannelId)),
        };
        Events.Add(next);
        return ToUpdate(next);
    }

    /// <summary>The number of the event that an update tells.</summary>
    public static int? NumberOf(UpdateBase update) => update switch
    {
        UpdateNewMessage { Message: Message message } => message.Date,
        UpdateNewChannelMessage { Message: Message message } => message.Date,
        UpdateDeleteMessages deleted => deleted.Messages[0],
        UpdateDeleteChannelMessages deleted => deleted.Messages[0],
        UpdateBotStopped stopped => stopped.Date,
        _ => null,
    };

    public UpdatesDifferenceBase DifferenceFrom(CommonState from)
    {
        var all = Behind(UpdateSequence.Pts, from.Pts);
        var taken = all.Take(random.Next(1, 20)).ToList();
        var qts = Behind(UpdateSequence.Qts, from.Qts);
        if (taken.Count + qts.Count == 0)
            return new UpdatesDifferenceEmpty { Date = 1, Seq = 0 };
        MessageBase[] messages = [.. taken.Where(item => item.Chat is not null).Select(ToMessage)];
        var others = taken.Where(item => item.Chat is null).Concat(qts).Select(ToUpdate).ToList();
        if (random.Next(4) == 0)
            others.Insert(random.Next(others.Count + 1), new UpdateStickerSets());
        var state = MachineFixture.TlState(
            taken.Count > 0 ? taken[^1].Position : from.Pts, qts.Count > 0 ? qts[^1].Position : from.Qts, 1, 0);
        return taken.Count < all.Count
            ? new UpdatesDifferenceSlice
            {
                NewMessages = messages, NewEncryptedMessages = [], OtherUpdates = [.. others], Users = [], Chats = [], IntermediateState = state,
            }
            : new UpdatesDifference
            {
                NewMessages = messages, NewEncryptedMessages = [], OtherUpdates = [.. others], Users = [], Chats = [], State = state,
            };
    }

    public UpdatesChannelDifferenceBase ChannelDifferenceFrom(int pts)
    {
        var all = Behind(UpdateSequence.ChannelPts, pts);
        if (all.Count == 0)
            return new UpdatesChannelDifferenceEmpty { Final = true, Pts = pts };
        var taken = all.Take(random.Next(1, 20)).ToList();
        return new UpdatesChannelDifference
        {
            Final = taken.Count == all.Count,
            Pts = taken[^1].Position,
            NewMessages = [.. taken.Where(item => item.Chat is not null).Select(ToMessage)],
            OtherUpdates = [.. taken.Where(item => item.Chat is null).Select(ToUpdate)],
            Users = [],
            Chats = [],
        };
    }

    private Event Counted(UpdateSequence sequence, int first, int count, PeerId? chat) =>
        new(++_number, sequence, Last(sequence, first) + count, count, chat, chat is null ? 0 : ++_messageId);

    private int Last(UpdateSequence sequence, int first) => Events.FindLast(item => item.Sequence == sequence)?.Position ?? first;

    private List<Event> Behind(UpdateSequence sequence, int position) =>
        [.. Events.Where(item => item.Sequence == sequence && item.Position > position)];

    private static Message ToMessage(Event item) => new()
    {
        Id = item.MessageId, PeerId = PeerIds.ToTl(item.Chat!.Value), Date = item.Number, MessageValue = "",
    };

    private static UpdateBase ToUpdate(Event item) => item switch
    {
        { Sequence: UpdateSequence.Qts } => new UpdateBotStopped { UserId = 5, Date = item.Number, Stopped = true, Qts = item.Position },
        { Sequence: UpdateSequence.Pts, Chat: not null } => new UpdateNewMessage { Message = ToMessage(item), Pts = item.Position, PtsCount = 1 },
        { Sequence: UpdateSequence.Pts } => new UpdateDeleteMessages { Messages = [item.Number], Pts = item.Position, PtsCount = item.Count },
        { Chat: not null } => new UpdateNewChannelMessage { Message = ToMessage(item), Pts = item.Position, PtsCount = 1 },
        _ => new UpdateDeleteChannelMessages { ChannelId = ChannelId, Messages = [item.Number], Pts = item.Position, PtsCount = item.Count },
    };
}
