namespace TelegramHost.Client;

/// <summary>The account has a password (two-step verification); the login goes on with it.</summary>
public sealed class PasswordRequiredException : RpcException
{
    internal PasswordRequiredException(int code, string text, string method, string? hint = null)
        : base(code, text, method, "The account has two-step verification: go on with its password.") =>
        Hint = hint;

    /// <summary>The hint that the account's owner wrote for the password, if any.</summary>
    public string? Hint { get; }
}
