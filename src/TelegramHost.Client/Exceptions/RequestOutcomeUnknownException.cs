namespace TelegramHost.Client;

/// <summary>A call was sent, the connection was lost, and nobody can say whether it took effect.</summary>
/// <remarks>Only calls that must not be made twice end like this; all others are sent again.</remarks>
public sealed class RequestOutcomeUnknownException : TelegramException
{
    /// <summary>A call of <paramref name="method"/> with an unknown outcome.</summary>
    public RequestOutcomeUnknownException(string method, Exception? inner = null)
        : base($"{method} was sent, but the connection was lost before its answer came, and it can't be repeated safely. Check whether it took effect before calling again.", inner) =>
        Method = method;

    /// <summary>The function that was called, by its name in the schema.</summary>
    public string Method { get; }
}
