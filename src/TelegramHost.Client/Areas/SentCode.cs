namespace TelegramHost.Client.Areas;

/// <summary>A login code is on its way.</summary>
public sealed record SentCode
{
    /// <summary>The phone number that logs in.</summary>
    public required string PhoneNumber { get; init; }

    /// <summary>What the server knows this login by.</summary>
    public required string PhoneCodeHash { get; init; }

    /// <summary>How the code comes.</summary>
    public CodeDelivery Delivery { get; init; }

    /// <summary>How many digits the code has, where Telegram says so.</summary>
    public int? Length { get; init; }

    /// <summary>How a code comes that is sent again; null if it can't be.</summary>
    public CodeDelivery? NextDelivery { get; init; }

    /// <summary>How long to wait before the code may be sent again.</summary>
    public TimeSpan? ResendAfter { get; init; }

    /// <summary>The account, where the server logged it in without a code.</summary>
    public Model.User? SignedIn { get; init; }

    /// <summary>What is asked for instead of a code, where the server wants only the password; go on with <see cref="AuthArea.CheckPasswordAsync"/>.</summary>
    public SignInResult.PasswordRequired? PasswordRequired { get; init; }

    /// <summary>The phone number stays out of logs.</summary>
    public override string ToString() => $"code by {Delivery}";
}
