namespace TelegramHost.Emulator.Rpc;

/// <summary>Who is logged in with an auth key: one object for all its sessions, and for the temporary keys bound to it.</summary>
internal sealed class LoginState
{
    /// <summary>The account, or null before login and after logout.</summary>
    public Account? Account { get; set; }

    /// <summary>An account whose phone code was right and whose password is still asked for.</summary>
    public Account? AwaitingPassword { get; set; }

    /// <summary>What the client said of itself last.</summary>
    public ClientDevice? Device { get; set; }

    /// <summary>What the list of active sessions calls this login.</summary>
    public long Hash { get; set; }

    /// <summary>When the account logged in, as unix time.</summary>
    public int Since { get; set; }

    /// <summary>Whether the login was ended from another device; the next login makes it good again.</summary>
    public bool WasRevoked { get; set; }
}
