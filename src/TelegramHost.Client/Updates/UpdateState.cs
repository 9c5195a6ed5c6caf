using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Everything that the next start needs to ask for what came meanwhile.</summary>
/// <param name="Common">The common sequences; null if nothing is known.</param>
/// <param name="Channels">Each known channel's pts.</param>
internal sealed record UpdateState(CommonState? Common, IReadOnlyDictionary<long, int> Channels)
{
    /// <summary>Nothing is known: the first login of an account.</summary>
    public static UpdateState Empty { get; } = new(null, new Dictionary<long, int>());

    /// <summary>For chats that were handled further than that: the id up to which their new messages are.</summary>
    public IReadOnlyDictionary<PeerId, int> Ahead { get; init; } = new Dictionary<PeerId, int>();

    /// <summary>Which numbers may have gone out to the application beyond what was handled.</summary>
    public ReservedNumbers Reserved { get; init; } = ReservedNumbers.None;
}
