namespace TelegramHost.Emulator;

/// <summary>Somebody in a basic group.</summary>
internal sealed record GroupMember(Account Account, long InviterId, int Date, bool IsAdmin);
