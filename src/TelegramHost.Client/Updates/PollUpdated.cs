using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A poll has new results, or was closed.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateMessagePoll</remarks>
public sealed class PollUpdated : Update
{
    /// <summary>The poll.</summary>
    public required long PollId { get; init; }

    /// <summary>The chat of the message, where Telegram says so.</summary>
    public Chat? Chat { get; init; }

    /// <summary>The message, where Telegram says so.</summary>
    public int? MessageId { get; init; }

    /// <summary>The question; null if only the results came.</summary>
    public string? Question { get; init; }

    /// <summary>Whether nobody can vote any more; null if only the results came.</summary>
    public bool? IsClosed { get; init; }

    /// <summary>How many have voted; null if it was not said.</summary>
    public int? TotalVoters { get; init; }

    /// <summary>The votes for each option, where they may be seen.</summary>
    public IReadOnlyList<PollOptionVotes> Votes { get; init; } = [];

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat?.Id;
}
