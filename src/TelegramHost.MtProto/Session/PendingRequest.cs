namespace TelegramHost.MtProto.Session;

/// <summary>A request from <see cref="MtSession.Enqueue"/> to its end.</summary>
internal sealed class PendingRequest(
    long token, ReadOnlyMemory<byte> body, RequestKind kind, PendingRequest? predecessor = null, Func<long, ReadOnlyMemory<byte>>? compose = null)
{
    /// <summary>Bytes of <c>invokeAfterMsg msg_id:long</c>.</summary>
    private const int WrapperBytes = sizeof(uint) + sizeof(long);

    /// <summary>Its name towards the owner; rises with time.</summary>
    public long Token { get; } = token;

    /// <summary>What is sent: the boxed function, packed if that is smaller.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; } = body;

    /// <summary>It goes out as message <paramref name="msgId"/>: one that names its own message is made for it.</summary>
    public void BeSentAs(long msgId) => Body = compose?.Invoke(msgId) ?? Body;

    /// <summary>How it is packed and repeated.</summary>
    public RequestKind Kind { get; } = kind;

    /// <summary>The request that the server must have carried out before this one; null if there is none, or none any longer.</summary>
    public PendingRequest? Predecessor { get => field is { State: RequestState.Ended } ? null : field; set; } = predecessor;

    /// <summary>Whether it was to be carried out after another one from the beginning.</summary>
    public bool IsOrdered { get; } = predecessor is not null;

    /// <summary>How many bytes its message has now, with the wrapper that names its predecessor.</summary>
    public int WireBytes => Body.Length + (Predecessor is null ? 0 : WrapperBytes);

    /// <summary>How far it has come.</summary>
    public RequestState State { get; set; }

    /// <summary>The message that carried it last; 0 while it is queued.</summary>
    public long MsgId { get; set; }

    /// <summary>The outermost message that carried it last: a container, or <see cref="MsgId"/> itself.</summary>
    public long PacketMsgId { get; set; }

    /// <summary>The mark by which an answer proves to the <see cref="SendWindow"/> that its packet arrived.</summary>
    public long SentMark { get; set; }

    /// <summary>When the server first said that it does not have <see cref="MsgId"/>; null if it has not.</summary>
    public DateTimeOffset? MissedAt { get; set; }

    /// <summary>How often the server refused the message that carried it.</summary>
    public int Rejections { get; set; }

    /// <summary>It has ended. Queues may name it for a while, and a long row everything that was ever in it, so it keeps nothing.</summary>
    public void End()
    {
        State = RequestState.Ended;
        MsgId = PacketMsgId = 0;
        Predecessor = null;
        Body = default;
    }
}
