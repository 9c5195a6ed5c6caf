namespace TelegramHost.Emulator.Rpc;

/// <summary>Who is logged in with an auth key: one object for all its sessions, and for the temporary keys bound to it.</summary>
internal sealed class LoginState
{
    /// <summary>The account, or null before login and after logout.</summary>
    public Account? Account { get; set; }

    /// <summary>An account whose phone code was right and whose password is still asked for.</summary>
    public Account? AwaitingPassword { get; set; }
}
