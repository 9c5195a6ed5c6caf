namespace TelegramHost.Client.Updates;

/// <summary>Everything that the next start needs to ask for what came meanwhile.</summary>
/// <param name="Common">The common sequences; null if nothing is known.</param>
/// <param name="Channels">Each known channel's pts.</param>
internal sealed record UpdateState(CommonState? Common, IReadOnlyDictionary<long, int> Channels)
{
    /// <summary>Nothing is known: the first login of an account.</summary>
    public static UpdateState Empty { get; } = new(null, new Dictionary<long, int>());

    /// <summary>Which numbers may have gone out to the application beyond what was handled.</summary>
    public ReservedNumbers Reserved { get; init; } = ReservedNumbers.None;
}
