namespace TelegramHost.Client;

/// <summary>The session is not logged in, or no longer.</summary>
public sealed class UnauthorizedException : RpcException
{
    internal UnauthorizedException(int code, string text, string method)
        : base(code, text, method, "This session is not logged in (any more): log in again.")
    {
    }
}
