using System.Buffers.Binary;
using TelegramHost.MtProto.Messages;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>One message of the client as the server half read it.</summary>
internal sealed record SentMessage(long MsgId, int SeqNo, byte[] Body, long PacketMsgId, int PacketSeqNo, long Salt, long SessionId)
{
    public uint Constructor => BinaryPrimitives.ReadUInt32LittleEndian(Body);

    public bool IsInContainer => PacketMsgId != MsgId;

    /// <summary>The body with gzip taken off.</summary>
    public byte[] Unpacked => GzipPacked.IsPacked(Body) ? GzipPacked.Inflate(Body) : Body;

    public delegate T ReadObject<T>(ref TlReader reader);

    public T Read<T>(ReadObject<T> read)
    {
        var reader = new TlReader(Body);
        var value = read(ref reader);
        reader.ExpectEnd();
        return value;
    }
}
