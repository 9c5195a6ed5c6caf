namespace TelegramHost.Client.Areas;

/// <summary>A call succeeded, but its answer does not hold what the call is made for.</summary>
public sealed class UnexpectedAnswerException : TelegramException
{
    /// <summary>An answer to <paramref name="method"/> without <paramref name="expected"/>.</summary>
    public UnexpectedAnswerException(string method, string expected, string got)
        : base($"{method} succeeded, but its answer ({got}) does not hold {expected}. The call has taken effect; read it back before you repeat it.")
    {
        Method = method;
        Expected = expected;
    }

    /// <summary>The function that was called.</summary>
    public string Method { get; }

    /// <summary>What was looked for.</summary>
    public string Expected { get; }
}
