using System.Buffers.Binary;

namespace TelegramHost.MtProto.Messages;

/// <summary>One <c>message msg_id:long seqno:int bytes:int body:Object</c>, as it stands in containers, copies and encrypted packets.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/service_messages#simple-container</remarks>
internal readonly ref struct InnerMessage(long msgId, int seqNo, ReadOnlySpan<byte> body)
{
    /// <summary>Bytes before the body.</summary>
    public const int HeaderBytes = 16;

    /// <summary>The message's id.</summary>
    public long MsgId { get; } = msgId;

    /// <summary>The message's number in its session.</summary>
    public int SeqNo { get; } = seqNo;

    /// <summary>The boxed object.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>Whether its receiver has to acknowledge it: odd numbers are content-related.</summary>
    public bool IsContentRelated => (SeqNo & 1) == 1;

    /// <summary>Writes what goes before a body of <paramref name="bodyBytes"/>.</summary>
    public static void WriteHeader(Span<byte> destination, long msgId, int seqNo, int bodyBytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, msgId);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], seqNo);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], bodyBytes);
    }
}
