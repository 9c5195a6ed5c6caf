namespace TelegramHost.MtProto.Session;

/// <summary>One thing that a session tells its owner. <see cref="Kind"/> says which properties are filled.</summary>
internal readonly record struct SessionEvent
{
    private SessionEvent(SessionEventKind kind) => Kind = kind;

    /// <summary>What happened.</summary>
    public SessionEventKind Kind { get; }

    /// <summary>The request, as <c>MtSession.Enqueue</c> named it.</summary>
    public long Token { get; private init; }

    /// <summary>A boxed object in an array of its own size that nobody else holds; already inflated.</summary>
    public byte[]? Body { get; private init; }

    /// <summary>The code of an <c>rpc_error</c>, with its sign.</summary>
    public int Code { get; private init; }

    /// <summary>The text of an <c>rpc_error</c>, or what happened in words. Holds no secrets.</summary>
    public string? Text { get; private init; }

    /// <summary>Messages of this side below this id are lost to the server's new session.</summary>
    public long FirstMsgId { get; private init; }

    /// <summary>The server's own number for its new session.</summary>
    public long UniqueId { get; private init; }

    /// <summary>Server time minus local time.</summary>
    public TimeSpan Offset { get; private init; }

    /// <summary>Why the connection has to be closed.</summary>
    public CloseReason Reason { get; private init; }

    /// <summary>See <see cref="SessionEventKind.RpcResult"/>.</summary>
    public static SessionEvent RpcResult(long token, byte[] body) => new(SessionEventKind.RpcResult) { Token = token, Body = body };

    /// <summary>See <see cref="SessionEventKind.RpcError"/>.</summary>
    public static SessionEvent RpcError(long token, int code, string text) =>
        new(SessionEventKind.RpcError) { Token = token, Code = code, Text = text };

    /// <summary>See <see cref="SessionEventKind.RequestUncertain"/>.</summary>
    public static SessionEvent RequestUncertain(long token) => new(SessionEventKind.RequestUncertain) { Token = token };

    /// <summary>See <see cref="SessionEventKind.RequestFailed"/>.</summary>
    public static SessionEvent RequestFailed(long token, string text) =>
        new(SessionEventKind.RequestFailed) { Token = token, Text = text };

    /// <summary>See <see cref="SessionEventKind.Update"/>.</summary>
    public static SessionEvent Update(byte[] body) => new(SessionEventKind.Update) { Body = body };

    /// <summary>See <see cref="SessionEventKind.NewSession"/>.</summary>
    public static SessionEvent NewSession(long firstMsgId, long uniqueId) =>
        new(SessionEventKind.NewSession) { FirstMsgId = firstMsgId, UniqueId = uniqueId };

    /// <summary>See <see cref="SessionEventKind.SaltsChanged"/>.</summary>
    public static SessionEvent SaltsChanged() => new(SessionEventKind.SaltsChanged);

    /// <summary>See <see cref="SessionEventKind.TimeCorrected"/>.</summary>
    public static SessionEvent TimeCorrected(TimeSpan offset) => new(SessionEventKind.TimeCorrected) { Offset = offset };

    /// <summary>See <see cref="SessionEventKind.SessionReplaced"/>.</summary>
    public static SessionEvent SessionReplaced(string text) => new(SessionEventKind.SessionReplaced) { Text = text };

    /// <summary>See <see cref="SessionEventKind.CloseConnection"/>.</summary>
    public static SessionEvent CloseConnection(CloseReason reason, string text) =>
        new(SessionEventKind.CloseConnection) { Reason = reason, Text = text };

    /// <summary>See <see cref="SessionEventKind.Notice"/>.</summary>
    public static SessionEvent Notice(string text) => new(SessionEventKind.Notice) { Text = text };
}
