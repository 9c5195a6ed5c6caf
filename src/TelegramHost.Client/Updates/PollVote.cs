using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Somebody voted in a public poll of the bot, or took its vote back.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateMessagePollVote</remarks>
public sealed class PollVote : Update
{
    /// <summary>The poll.</summary>
    public required long PollId { get; init; }

    /// <summary>The user who voted, or null.</summary>
    public User? Sender { get; init; }

    /// <summary>The chat in whose name it was done, where that is not a user.</summary>
    public Chat? SenderChat { get; init; }

    /// <summary>The options chosen, as the bytes that name them in the poll; empty if the vote was taken back.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Options { get; init; } = [];

    /// <summary>The options chosen, by their place in the poll, from 0.</summary>
    public IReadOnlyList<int> Positions { get; init; } = [];

    /// <inheritdoc/>
    public override PeerId? ChatId => Sender?.PeerId ?? SenderChat?.Id;
}
