namespace TelegramHost.Client.Areas;

/// <summary>A person did not want to go on with a login.</summary>
public sealed class LoginDeclinedException : TelegramException
{
    /// <summary>A login that nobody wants.</summary>
    public LoginDeclinedException(string message)
        : base(message)
    {
    }
}
