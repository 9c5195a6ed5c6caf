using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Updates;

/// <summary>The numbers among which an update lies: one of its own where it has one, else those of the difference that brought it.</summary>
/// <param name="Box">The sequence.</param>
/// <param name="After">The number before the first of them.</param>
/// <param name="UpTo">The last of them.</param>
internal readonly record struct UpdateSpan(UpdateBox Box, int After, int UpTo)
{
    /// <summary>The account's pts.</summary>
    public static UpdateBox Pts { get; } = new(UpdateBoxKind.Pts);

    /// <summary>The account's qts.</summary>
    public static UpdateBox Qts { get; } = new(UpdateBoxKind.Qts);

    /// <summary>A channel's pts.</summary>
    public static UpdateBox Channel(long channelId) => new(UpdateBoxKind.Channel, channelId);

    /// <summary>The new messages of a channel, by their ids; those of all private chats and groups together for 0.</summary>
    public static UpdateBox Messages(long channelId) => new(UpdateBoxKind.Message, channelId);

    /// <summary>The span of an update with a number of its own; null for one without, which the server pushes once and never again.</summary>
    public static UpdateSpan? Of(UpdatePlace place) => place.Sequence switch
    {
        UpdateSequence.Pts => new UpdateSpan(Pts, place.Position - place.Count, place.Position),
        UpdateSequence.Qts => new UpdateSpan(Qts, place.Position - place.Count, place.Position),
        UpdateSequence.ChannelPts => new UpdateSpan(Channel(place.ChannelId), place.Position - place.Count, place.Position),
        _ => null,
    };

    /// <summary>The span of a message of a difference, where messages come without their numbers.</summary>
    /// <remarks>If there are as many numbers as messages, nothing else took one, and each message has its own.</remarks>
    public static UpdateSpan OfMessage(int index, int messages, UpdateBox box, int after, int upTo) => upTo - after == messages
        ? new UpdateSpan(box, after + index, after + index + 1)
        : new UpdateSpan(box, after, upTo);
}
