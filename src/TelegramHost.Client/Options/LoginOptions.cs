namespace TelegramHost.Client;

/// <summary>How a login is renewed. Section <c>Telegram:Login</c>.</summary>
public sealed class LoginOptions
{
    /// <summary>What is done when the account was logged out from elsewhere, or its key revoked. Default: <see cref="LoginLossPolicy.LogInAgain"/>.</summary>
    public LoginLossPolicy WhenLost { get; set; } = LoginLossPolicy.LogInAgain;
}
