using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>A call on its way: posted by its caller, worked on by the sender's loop, ended exactly once.</summary>
internal sealed class PendingCall(ReadOnlyMemory<byte> body, RequestKind kind, string method, CallTable table)
    : TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>The boxed function, without any wrapper.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>How it is packed and whether it may be sent twice.</summary>
    public RequestKind Kind { get; } = kind;

    /// <summary>The function's name in the schema.</summary>
    public string Method { get; } = method;

    /// <summary>The table that has it.</summary>
    public CallTable Table { get; set; } = table;

    /// <summary>Its place in a row of calls; null if it stands in none.</summary>
    public SequencePlace? Place { get; init; }

    /// <summary>The session's name for it; 0 until it was handed over. Belongs to the loop.</summary>
    public long Token { get; set; }

    /// <summary>The connection on which it went out wrapped in <c>initConnection</c>; 0 if it went out bare. Belongs to the loop.</summary>
    public int WrappedOn { get; set; }

    /// <summary>Whether it was already sent a second time because the server did not know the client. Belongs to the loop.</summary>
    public bool WasRewrapped { get; set; }
}
