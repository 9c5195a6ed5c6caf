using System.Buffers.Binary;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Server;

internal delegate T ReadTl<out T>(ref TlReader reader);

/// <summary>A message as the server wrote it, out of its container.</summary>
internal sealed class SentMessage(long id, int seqNo, byte[] body) : IEquatable<SentMessage>
{
    public long Id => id;

    public int SeqNo => seqNo;

    public byte[] Body => body;

    public uint Constructor => BinaryPrimitives.ReadUInt32LittleEndian(body);

    public T Read<T>(ReadTl<T> read)
    {
        var reader = new TlReader(body);
        return read(ref reader);
    }

    public bool Equals(SentMessage? other) => other is not null && other.Id == id && other.SeqNo == seqNo && other.Body.AsSpan().SequenceEqual(body);

    public override bool Equals(object? obj) => Equals(obj as SentMessage);

    public override int GetHashCode() => id.GetHashCode();
}
