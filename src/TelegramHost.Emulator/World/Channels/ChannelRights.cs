namespace TelegramHost.Emulator;

/// <summary>Who may do what in a channel.</summary>
/// <remarks>Source: https://core.telegram.org/api/rights</remarks>
internal static class ChannelRights
{
    /// <summary>What the creator may.</summary>
    public static Schema.ChatAdminRights Everything => new()
    {
        ChangeInfo = true,
        PostMessages = true,
        EditMessages = true,
        DeleteMessages = true,
        BanUsers = true,
        InviteUsers = true,
        PinMessages = true,
        AddAdmins = true,
        ManageCall = true,
        Other = true,
    };

    /// <summary>What a member may as an administrator; null if it is none.</summary>
    public static Schema.ChatAdminRights? Of(EmulatedChannel channel, Account account) =>
        channel.Roll.Find(account.Id) is not { } member ? null : account == channel.Creator ? Everything : member.AdminRights;

    /// <summary>Whether an administrator's right is there.</summary>
    public static bool Has(EmulatedChannel channel, Account account, Func<Schema.ChatAdminRights, bool> right) =>
        Of(channel, account) is { } rights && right(rights);

    /// <summary>Whether a member may, as an administrator or because it is forbidden to nobody in this supergroup.</summary>
    public static bool Has(
        EmulatedChannel channel, Account account, Func<Schema.ChatAdminRights, bool> right, Func<Schema.ChatBannedRights, bool> forbids) =>
        Has(channel, account, right)
        || (!channel.IsBroadcast && channel.Roll.Find(account.Id) is { } member && Of(channel, account) is null
            && !forbids(channel.DefaultRights) && !(member.Restrictions is { } restrictions && forbids(restrictions)));

    /// <summary>Refuses those who lack an administrator's right.</summary>
    /// <exception cref="WorldException">CHAT_ADMIN_REQUIRED.</exception>
    public static void Require(EmulatedChannel channel, Account account, Func<Schema.ChatAdminRights, bool> right) =>
        Require(Has(channel, account, right));

    /// <summary>Refuses those who may not.</summary>
    /// <exception cref="WorldException">CHAT_ADMIN_REQUIRED.</exception>
    public static void Require(bool may)
    {
        if (!may)
            throw new WorldException(400, "CHAT_ADMIN_REQUIRED");
    }

    /// <summary>Whether rights hold any right.</summary>
    public static bool IsAny(Schema.ChatAdminRights rights) => !TlEquality.Same(rights, new Schema.ChatAdminRights());

    /// <summary>Whether restrictions forbid anything.</summary>
    public static bool IsAny(Schema.ChatBannedRights rights) =>
        !TlEquality.Same(rights, new Schema.ChatBannedRights { UntilDate = rights.UntilDate });
}
