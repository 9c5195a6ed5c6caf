namespace TelegramHost.Client.Updates;

/// <summary>A user's place in a chat. Source: https://core.telegram.org/type/ChannelParticipant</summary>
public enum ParticipantStatus
{
    /// <summary>Not there, and free to come.</summary>
    Absent,

    /// <summary>A member.</summary>
    Member,

    /// <summary>An administrator.</summary>
    Administrator,

    /// <summary>The owner.</summary>
    Owner,

    /// <summary>May not do everything that members may.</summary>
    Restricted,

    /// <summary>Removed, and not let in again.</summary>
    Banned,
}
