namespace TelegramHost.MtProto;

/// <summary>The other side broke a rule of MTProto; the connection it came over cannot be trusted further.</summary>
/// <remarks>Whoever owns the socket closes it and connects anew. Source: https://core.telegram.org/mtproto/security_guidelines</remarks>
public sealed class ProtocolException : Exception
{
    /// <summary>A breach described by <paramref name="message"/>.</summary>
    public ProtocolException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>A value that differs from what the protocol calls for.</summary>
    public ProtocolException(string what, string expected, string got)
        : base($"{what}: expected {expected}, got {got}. The connection is closed and opened again.")
    {
        Expected = expected;
        Got = got;
    }

    /// <summary>What the protocol calls for, where it can be named.</summary>
    public string? Expected { get; }

    /// <summary>What came instead, where it can be named; never a secret.</summary>
    public string? Got { get; }
}
