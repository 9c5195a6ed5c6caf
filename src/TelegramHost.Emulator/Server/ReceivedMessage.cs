namespace TelegramHost.Emulator.Server;

/// <summary>What the server remembers of a message that it accepted.</summary>
internal sealed class ReceivedMessage(long id, int seqNo)
{
    public long Id => id;

    public int SeqNo => seqNo;

    public bool IsContent => (seqNo & 1) != 0;

    /// <summary>Whether the client was told that the message arrived, by an ack or by its answer.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>Whether it is a call.</summary>
    public bool IsRequest { get; set; }

    /// <summary>Whether the call is still being worked on.</summary>
    public bool IsRunning { get; set; }

    /// <summary>Whether the client has lost interest in the answer.</summary>
    public bool IsDropped { get; set; }

    /// <summary>The byte of <c>msgs_state_info</c>.</summary>
    /// <remarks>Source: https://core.telegram.org/mtproto/service_messages_about_messages#informational-message-regarding-status-of-messages</remarks>
    public byte State
    {
        get
        {
            var state = 4;
            if (IsAcknowledged)
                state |= 8;
            if (!IsContent)
                state |= 16;
            if (IsRequest)
                state |= 32;
            if (IsRequest && !IsRunning)
                state |= 64;
            return (byte)state;
        }
    }
}
