using System.Threading.Tasks.Sources;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>A call on its way: posted by its caller, worked on by the sender's loop, ended exactly once.</summary>
/// <remarks>Its end has two steps, so that a loop can go to sleep before it lets the caller go on in the same thread.</remarks>
internal sealed class PendingCall(ReadOnlyMemory<byte> body, RequestKind kind, string method, CallTable table) : IValueTaskSource<byte[]>
{
    private ManualResetValueTaskSourceCore<byte[]> _core;
    private byte[]? _result;
    private Exception? _fault;
    private bool _hasEnded;

    /// <summary>What it ends with. For one waiter, once.</summary>
    public ValueTask<byte[]> Outcome => new(this, _core.Version);

    /// <summary>Whether it has ended, though its caller may not know yet.</summary>
    public bool HasEnded => Volatile.Read(ref _hasEnded);

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

    /// <summary>Ends it with a result; false if it has ended before. <see cref="Release"/> has to follow.</summary>
    public bool TryEnd(byte[] result)
    {
        if (Interlocked.Exchange(ref _hasEnded, true))
            return false;
        _result = result;
        return true;
    }

    /// <summary>Ends it with a fault; false if it has ended before. <see cref="Release"/> has to follow.</summary>
    public bool TryEnd(Exception fault)
    {
        if (Interlocked.Exchange(ref _hasEnded, true))
            return false;
        _fault = fault;
        return true;
    }

    /// <summary>Ends it with a fault, and its caller goes on in the thread pool; false if it has ended before.</summary>
    public bool TryFail(Exception fault)
    {
        if (!TryEnd(fault))
            return false;
        Release(inThisThread: false);
        return true;
    }

    /// <summary>Lets the caller go on: inside this call, or in the thread pool.</summary>
    public void Release(bool inThisThread)
    {
        _core.RunContinuationsAsynchronously = !inThisThread;
        if (_fault is { } fault)
            _core.SetException(fault);
        else
            _core.SetResult(_result!);
    }

    byte[] IValueTaskSource<byte[]>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<byte[]>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<byte[]>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
