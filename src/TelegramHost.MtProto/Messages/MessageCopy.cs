using TelegramHost.Tl;

namespace TelegramHost.MtProto.Messages;

/// <summary>The codec of <c>msg_copy</c>, a message inside a message.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/service_messages#message-copies</remarks>
internal static class MessageCopy
{
    /// <summary>The id of <c>msg_copy orig_message:Message = MessageCopy</c>.</summary>
    public const uint Constructor = 0xe06046b2;

    // The id of message msg_id:long seqno:int bytes:int body:Object = Message, as a capital letter asks for it.
    private const uint BoxedMessage = 0x5bb8e511;

    /// <summary>The message inside <paramref name="body"/>, boxed as the schema says or bare as in containers.</summary>
    /// <exception cref="TlFormatException">It is not there in full.</exception>
    public static InnerMessage ReadOriginal(ReadOnlySpan<byte> body)
    {
        var reader = new TlReader(body);
        reader.ExpectConstructor(Constructor, "msg_copy");
        var position = reader.Position;
        if (TlConstructor.Peek(body[position..]) == BoxedMessage)
            position += 4;
        return MessageContainer.ReadMessage(body, ref position);
    }
}
