namespace TelegramHost.Emulator.Server;

/// <summary>What a session asks of the server around it.</summary>
internal enum ServerSessionEventKind
{
    /// <summary>A call has to be answered.</summary>
    Request,

    /// <summary>The client lost interest in a running call.</summary>
    CancelRequest,

    /// <summary>The connection has to be closed unless the client says so again in time.</summary>
    DisconnectAfter,

    /// <summary>The client destroys another session of its key.</summary>
    DestroySession,

    /// <summary>The client destroys its key.</summary>
    DestroyAuthKey,

    /// <summary>The connection gets a transport error.</summary>
    TransportError,

    /// <summary>The client broke a rule of the protocol.</summary>
    Offence,
}

/// <summary>One wish of a session.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="MessageId">The message that caused it.</param>
/// <param name="Body">A call's function.</param>
/// <param name="Number">Seconds, an error code, or a session's id.</param>
/// <param name="Text">What the client did wrong.</param>
internal readonly record struct ServerSessionEvent(
    ServerSessionEventKind Kind, long MessageId = 0, ReadOnlyMemory<byte> Body = default, long Number = 0, string? Text = null);
