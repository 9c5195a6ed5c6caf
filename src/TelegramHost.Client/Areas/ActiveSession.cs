namespace TelegramHost.Client.Areas;

/// <summary>A device or program that is logged in to the account.</summary>
/// <remarks>Source: https://core.telegram.org/constructor/authorization</remarks>
public sealed record ActiveSession
{
    /// <summary>What <see cref="AuthArea.EndSessionAsync"/> ends it by; 0 for this very client.</summary>
    public long Id { get; init; }

    /// <summary>Whether it is this very client.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>Whether its password is still asked for.</summary>
    public bool IsPasswordPending { get; init; }

    /// <summary>Whether it is one of Telegram's own apps.</summary>
    public bool IsOfficialApp { get; init; }

    /// <summary>The <c>api_id</c> of its application.</summary>
    public int ApiId { get; init; }

    /// <summary>The application's name and version.</summary>
    public string Application { get; init; } = "";

    /// <summary>The device's model.</summary>
    public string Device { get; init; } = "";

    /// <summary>The device's platform and system.</summary>
    public string System { get; init; } = "";

    /// <summary>When it logged in.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was seen last.</summary>
    public DateTimeOffset ActiveAt { get; init; }

    /// <summary>The address that it was seen at.</summary>
    public string Address { get; init; } = "";

    /// <summary>The country and region of that address, as Telegram guesses.</summary>
    public string Place { get; init; } = "";
}
