namespace TelegramHost.Client.Updates;

/// <summary>What is known of when a user was online last. Source: https://core.telegram.org/type/UserStatus</summary>
public enum UserPresence
{
    /// <summary>Never, or not known.</summary>
    Unknown,

    /// <summary>Online.</summary>
    Online,

    /// <summary>Offline since a time that is known.</summary>
    Offline,

    /// <summary>Within the last three days.</summary>
    Recently,

    /// <summary>Within the last week.</summary>
    LastWeek,

    /// <summary>Within the last month.</summary>
    LastMonth,
}
