namespace TelegramHost.MtProto.Session;

/// <summary>The closed family of things that a session tells its owner; each names the properties of <see cref="SessionEvent"/> it fills.</summary>
internal enum SessionEventKind
{
    /// <summary>A request was answered. Token, Body.</summary>
    RpcResult,

    /// <summary>A request was answered with <c>rpc_error</c>. Token, Code, Text.</summary>
    RpcError,

    /// <summary>A request was sent, nobody knows whether it was done, and it must not be sent again. Token.</summary>
    RequestUncertain,

    /// <summary>A request ended without a usable answer: its result was unreadable, or the server refuses its message. Token, Text.</summary>
    RequestFailed,

    /// <summary>The server pushed an object of its own accord, an <c>Updates</c> unless the layer knows better. Body.</summary>
    Update,

    /// <summary>The server made a new session: updates may have been missed. FirstMsgId, UniqueId.</summary>
    NewSession,

    /// <summary><c>MtSession.Salts</c> changed and should be stored with the key.</summary>
    SaltsChanged,

    /// <summary><c>MtSession.ServerTimeOffset</c> changed. Offset.</summary>
    TimeCorrected,

    /// <summary>This side went over to a new <c>MtSession.SessionId</c>. Text says why.</summary>
    SessionReplaced,

    /// <summary>The connection has to be closed; the session is kept for the next one. Reason, Text.</summary>
    CloseConnection,

    /// <summary>Something only worth a line in the log. Text.</summary>
    Notice,
}
