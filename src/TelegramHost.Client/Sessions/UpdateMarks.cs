using System.Collections.Immutable;

namespace TelegramHost.Client.Sessions;

/// <summary>The counters up to which an account's updates have been handled.</summary>
internal sealed record UpdateMarks
{
    /// <summary>Of messages in private chats and groups.</summary>
    public required int Pts { get; init; }

    /// <summary>Of secret chats and of bots' own events.</summary>
    public required int Qts { get; init; }

    /// <summary>Of the containers that carry updates.</summary>
    public required int Seq { get; init; }

    /// <summary>The date of the last container, Unix seconds.</summary>
    public required int Date { get; init; }

    /// <summary>The pts of each known channel, by its id.</summary>
    public ImmutableSortedDictionary<long, int> Channels { get; init; } = ImmutableSortedDictionary<long, int>.Empty;

    /// <summary>For chats that were handled further than that: the id up to which their new messages are, by the chat in the style of the Bot API.</summary>
    public ImmutableDictionary<long, int> Ahead { get; init; } = ImmutableDictionary<long, int>.Empty;
}
