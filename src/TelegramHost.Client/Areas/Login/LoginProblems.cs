namespace TelegramHost.Client.Areas;

/// <summary>The refusals after which a person is asked once more, as sentences for that person.</summary>
/// <remarks>Source: https://core.telegram.org/api/auth</remarks>
internal static class LoginProblems
{
    /// <summary>What was given as a phone number is none.</summary>
    public const string NoNumber = "Telegram knows no such phone number; give it with the country's code, for example +123456789012.";

    /// <summary>What is wrong with a phone number; null where another one would not help.</summary>
    public static string? OfNumber(RpcException error) => error.Error switch
    {
        "PHONE_NUMBER_INVALID" => NoNumber,
        "PHONE_NUMBER_BANNED" => "Telegram has banned this phone number.",
        "PHONE_NUMBER_FLOOD" or "PHONE_PASSWORD_FLOOD" => "There were too many logins with this number; try again tomorrow.",
        "PHONE_NUMBER_UNOCCUPIED" => "This phone number has no account.",
        _ => OfWait(error),
    };

    /// <summary>What is wrong with a code; null where another one would not help.</summary>
    public static string? OfCode(RpcException error) => error.Error switch
    {
        "PHONE_CODE_INVALID" or "PHONE_CODE_EMPTY" or "EMAIL_VERIFY_EXPIRED" => "That is not the code.",
        "SEND_CODE_UNAVAILABLE" => "The code can't be sent in any other way.",
        _ => OfWait(error),
    };

    /// <summary>What is wrong with a password; null where another one would not help.</summary>
    public static string? OfPassword(RpcException error) => error.Error switch
    {
        "PASSWORD_HASH_INVALID" => "That is not the password.",
        "SRP_PASSWORD_CHANGED" => "The password was changed a moment ago; enter the new one.",
        _ => OfWait(error),
    };

    /// <summary>What is wrong with the name of a new account; null where another one would not help.</summary>
    public static string? OfName(RpcException error) => error.Error switch
    {
        "FIRSTNAME_INVALID" => "That can't be a first name.",
        "LASTNAME_INVALID" => "That can't be a last name.",
        _ => null,
    };

    private static string? OfWait(RpcException error) =>
        error is FloodWaitException wait ? $"There were too many tries; Telegram asks to wait for {wait.RetryAfter.TotalSeconds:0} seconds." : null;
}
