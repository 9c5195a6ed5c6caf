using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>A chat that the bot administers was boosted, or a boost changed.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/updateBotChatBoost</remarks>
public sealed class ChatBoost : Update
{
    /// <summary>The chat.</summary>
    public required Chat Chat { get; init; }

    /// <summary>The boost.</summary>
    public required string BoostId { get; init; }

    /// <summary>Who gave it; null where nobody has claimed it.</summary>
    public User? User { get; init; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset Expires { get; init; }

    /// <summary>As how many boosts it counts.</summary>
    public int Multiplier { get; init; } = 1;

    /// <summary>Whether it came with a Premium gift.</summary>
    public bool IsGift { get; init; }

    /// <summary>Whether it came with a giveaway.</summary>
    public bool IsGiveaway { get; init; }

    /// <inheritdoc/>
    public override PeerId? ChatId => Chat.Id;
}
