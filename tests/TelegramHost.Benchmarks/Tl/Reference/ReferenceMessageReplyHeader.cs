using TelegramHost.Benchmarks.Tl.Reference.Wire;

namespace TelegramHost.Benchmarks.Tl.Reference;

internal sealed class ReferenceMessageReplyHeader : IReferenceObject
{
    public const uint ConstructorId = 0x1b97dd66;

    public bool ReplyToScheduled { get; set; }

    public bool ForumTopic { get; set; }

    public bool Quote { get; set; }

    public bool ReplyToEphemeral { get; set; }

    public int? ReplyToMsgId { get; set; }

    public object? ReplyToPeerId { get; set; }

    public object? ReplyFrom { get; set; }

    public object? ReplyMedia { get; set; }

    public int? ReplyToTopId { get; set; }

    public string? QuoteText { get; set; }

    public List<object>? QuoteEntities { get; set; }

    public int? QuoteOffset { get; set; }

    public int? TodoItemId { get; set; }

    public byte[]? PollOption { get; set; }

    public static object Read(BinaryReader reader)
    {
        var value = new ReferenceMessageReplyHeader();
        var flags = reader.ReadInt32();
        value.ReplyToScheduled = (flags & (1 << 2)) != 0;
        value.ForumTopic = (flags & (1 << 3)) != 0;
        value.Quote = (flags & (1 << 9)) != 0;
        value.ReplyToEphemeral = (flags & (1 << 13)) != 0;
        if ((flags & (1 << 4)) != 0)
            value.ReplyToMsgId = reader.ReadInt32();
        if ((flags & (1 << 0)) != 0)
            value.ReplyToPeerId = reader.ReadObject();
        if ((flags & (1 << 5)) != 0)
            value.ReplyFrom = reader.ReadObject();
        if ((flags & (1 << 8)) != 0)
            value.ReplyMedia = reader.ReadObject();
        if ((flags & (1 << 1)) != 0)
            value.ReplyToTopId = reader.ReadInt32();
        if ((flags & (1 << 6)) != 0)
            value.QuoteText = reader.ReadText();
        if ((flags & (1 << 7)) != 0)
            value.QuoteEntities = reader.ReadList();
        if ((flags & (1 << 10)) != 0)
            value.QuoteOffset = reader.ReadInt32();
        if ((flags & (1 << 11)) != 0)
            value.TodoItemId = reader.ReadInt32();
        if ((flags & (1 << 12)) != 0)
            value.PollOption = reader.ReadByteField();
        return value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(ConstructorId);
        var flags = 0;
        if (ReplyToScheduled)
            flags |= 1 << 2;
        if (ForumTopic)
            flags |= 1 << 3;
        if (Quote)
            flags |= 1 << 9;
        if (ReplyToEphemeral)
            flags |= 1 << 13;
        if (ReplyToMsgId != null)
            flags |= 1 << 4;
        if (ReplyToPeerId != null)
            flags |= 1 << 0;
        if (ReplyFrom != null)
            flags |= 1 << 5;
        if (ReplyMedia != null)
            flags |= 1 << 8;
        if (ReplyToTopId != null)
            flags |= 1 << 1;
        if (QuoteText != null)
            flags |= 1 << 6;
        if (QuoteEntities != null)
            flags |= 1 << 7;
        if (QuoteOffset != null)
            flags |= 1 << 10;
        if (TodoItemId != null)
            flags |= 1 << 11;
        if (PollOption != null)
            flags |= 1 << 12;
        writer.Write(flags);
        if (ReplyToMsgId != null)
            writer.Write(ReplyToMsgId.Value);
        if (ReplyToPeerId != null)
            writer.WriteObject(ReplyToPeerId);
        if (ReplyFrom != null)
            writer.WriteObject(ReplyFrom);
        if (ReplyMedia != null)
            writer.WriteObject(ReplyMedia);
        if (ReplyToTopId != null)
            writer.Write(ReplyToTopId.Value);
        if (QuoteText != null)
            writer.WriteText(QuoteText);
        if (QuoteEntities != null)
            writer.WriteList(QuoteEntities);
        if (QuoteOffset != null)
            writer.Write(QuoteOffset.Value);
        if (TodoItemId != null)
            writer.Write(TodoItemId.Value);
        if (PollOption != null)
            writer.WriteByteField(PollOption);
    }
}
