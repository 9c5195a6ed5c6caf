namespace TelegramHost.Emulator;

/// <summary>Somebody in a channel, or kept out of it.</summary>
internal sealed record ChannelMember(Account Account, long InviterId, int Date)
{
    /// <summary>What an administrator may do; null for everybody else.</summary>
    public Schema.ChatAdminRights? AdminRights { get; init; }

    /// <summary>The title that an administrator was given, or null.</summary>
    public string? Rank { get; init; }

    /// <summary>Who made it an administrator.</summary>
    public long PromotedById { get; init; }

    /// <summary>What it may not do, beyond what nobody may; null for none.</summary>
    public Schema.ChatBannedRights? Restrictions { get; init; }

    /// <summary>Who restricted or banned it.</summary>
    public long RestrictedById { get; init; }
}
