using System.Buffers.Binary;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Framing;

/// <summary>Writes the nested structures of TLS, each behind its length, big-endian.</summary>
internal sealed class TlsStructWriter : IDisposable
{
    private readonly TlBuffer _bytes = new(2048);

    /// <summary>What has been written.</summary>
    public Span<byte> Written => _bytes.Written;

    /// <summary>Bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Append(bytes);

    /// <summary>Room for <paramref name="count"/> bytes that the caller fills at once.</summary>
    public Span<byte> Room(int count)
    {
        var room = _bytes.GetSpan(count)[..count];
        _bytes.Advance(count);
        return room;
    }

    /// <summary>A number of two bytes.</summary>
    public void UInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Room(2), checked((ushort)value));

    /// <summary>Begins something behind a length of <paramref name="lengthBytes"/> bytes; <see cref="End"/> closes it.</summary>
    public int Begin(int lengthBytes)
    {
        Room(lengthBytes).Clear();
        return _bytes.Length;
    }

    /// <summary>Writes the length of what began at <paramref name="start"/>.</summary>
    public void End(int start, int lengthBytes)
    {
        var length = _bytes.Length - start;
        for (var i = 1; i <= lengthBytes; i++, length >>= 8)
            _bytes.Written[start - i] = (byte)length;
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();
}
