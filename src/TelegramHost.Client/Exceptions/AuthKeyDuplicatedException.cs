namespace TelegramHost.Client;

/// <summary>The same session was used from two places at once; Telegram has ended it.</summary>
public sealed class AuthKeyDuplicatedException : RpcException
{
    internal AuthKeyDuplicatedException(int code, string text, string method)
        : base(code, text, method,
            "The session was used from two places at once and is lost: remove the file at Telegram:Session:Path, log in again, and give every process a session of its own.")
    {
    }
}
