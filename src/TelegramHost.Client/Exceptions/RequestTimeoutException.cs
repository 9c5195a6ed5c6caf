namespace TelegramHost.Client;

/// <summary>A call was not answered within its time. It may still take effect.</summary>
public sealed class RequestTimeoutException : TelegramException
{
    /// <summary>A call of <paramref name="method"/> that took longer than <paramref name="timeout"/>.</summary>
    /// <param name="method">The function's name in the schema.</param>
    /// <param name="timeout">The limit that was reached.</param>
    /// <param name="setting">The full path of the setting that holds the limit.</param>
    /// <param name="inner">The fault of the last try, if there was one.</param>
    public RequestTimeoutException(string method, TimeSpan timeout, string setting, Exception? inner = null)
        : base($"{method} was not answered within {timeout.TotalSeconds:0.###} s ({setting}). It may still take effect: check before calling again.", inner)
    {
        Method = method;
        Timeout = timeout;
    }

    /// <summary>The function that was called, by its name in the schema.</summary>
    public string Method { get; }

    /// <summary>The limit that was reached.</summary>
    public TimeSpan Timeout { get; }
}
