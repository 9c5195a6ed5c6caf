namespace TelegramHost.Emulator.Server;

/// <summary>One message for a client; it gets its numbers when it is sent for the first time.</summary>
/// <param name="body">What it says.</param>
/// <param name="isContent">Whether the client must acknowledge it.</param>
/// <param name="isResponse">Whether it answers a message of the client.</param>
/// <param name="requestId">The call that it answers, or 0.</param>
/// <param name="isAnnouncement">Whether it tells of a new session: nothing makes sense to the client before that.</param>
internal sealed class OutgoingMessage(byte[] body, bool isContent, bool isResponse, long requestId, bool isAnnouncement = false)
{
    public byte[] Body => body;

    public bool IsContent => isContent;

    public bool IsResponse => isResponse;

    public long RequestId => requestId;

    /// <summary>Whether it goes before answers and updates: what the client needs to decide what to do does not wait behind a backlog.</summary>
    public bool GoesFirst => isAnnouncement || !isContent;

    public long Id { get; set; }

    public int SeqNo { get; set; }

    public DateTimeOffset SentAt { get; set; }

    /// <summary>The connection that carried it last.</summary>
    public long Carrier { get; set; }

    /// <summary>Whether its missing acknowledgement was reported already.</summary>
    public bool IsReportedUnacknowledged { get; set; }
}
