using TelegramHost.MtProto.Messages;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>Takes a client's container apart; it is accepted or refused as a whole.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/service_messages#containers</remarks>
internal static class ClientContainer
{
    private const int MaxMessages = 1024;
    private const int HeaderBytes = 16;

    public static bool TryRead(ClientMessage container, out List<ClientMessage> messages)
    {
        messages = [];
        try
        {
            var reader = new TlReader(container.Body.Span);
            reader.ExpectConstructor(MessageContainer.Constructor, "msg_container");
            var count = reader.ReadCount(HeaderBytes);
            if (count > MaxMessages)
                return false;
            for (var i = 0; i < count; i++)
            {
                var id = reader.ReadInt64();
                var seqNo = reader.ReadInt32();
                var length = reader.ReadInt32();
                if (length < 0 || length % 4 != 0 || length > reader.Remaining)
                    return false;
                var message = new ClientMessage(id, seqNo, container.Body.Slice(reader.Position, length));
                reader.ReadRaw(length);
                if (!Belongs(message, container))
                    return false;
                messages.Add(message);
            }

            return reader.Remaining == 0;
        }
        catch (TlFormatException)
        {
            // The client learns of it as error 64, which is all that the protocol can say.
            return false;
        }
    }

    private static bool Belongs(ClientMessage message, ClientMessage container) =>
        message.Id < container.Id
        && message.SeqNo <= container.SeqNo
        && (message.Body.Length < 4 || BitConverter.ToUInt32(message.Body.Span) != MessageContainer.Constructor);
}
