using System.Buffers.Binary;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Framing;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>The server's end of one connection's framing: takes packets out of a client's bytes, and puts answers into frames.</summary>
/// <remarks>
/// Written apart from the client's framing, so that a misreading of the specification does not hide on both sides.
/// Source: https://core.telegram.org/mtproto/mtproto-transports
/// </remarks>
internal sealed class ServerFraming(ServerTransport transport, AesCtr? incoming, AesCtr? outgoing, IEntropy entropy)
{
    /// <summary>Longer frames are refused before anything is allocated for them.</summary>
    public const int MaxFrame = 1 << 24;

    private const int QuickAckBit = unchecked((int)0x80000000);

    private int _expectedSeqNo;
    private int _nextSeqNo;

    public ServerTransport Transport => transport;

    public bool IsObfuscated => incoming is not null;

    /// <summary>Decrypts newly arrived bytes in place; each byte passes here once, in order.</summary>
    public void Received(Span<byte> fresh) => incoming?.Transform(fresh);

    public ServerFrame TryRead(ReadOnlySpan<byte> buffered) => transport switch
    {
        ServerTransport.Abridged => ReadAbridged(buffered),
        ServerTransport.Full => ReadFull(buffered),
        _ => ReadIntermediate(buffered),
    };

    /// <summary>Appends one packet as a frame.</summary>
    public void Write(ReadOnlySpan<byte> packet, TlBuffer output)
    {
        var start = output.Length;
        switch (transport)
        {
            case ServerTransport.Abridged:
                WriteAbridgedLength(packet.Length / 4, output);
                output.Append(packet);
                break;
            case ServerTransport.Full:
                WriteFull(packet, output);
                break;
            default:
                WriteIntermediate(packet, output);
                break;
        }

        outgoing?.Transform(output.Written[start..]);
    }

    /// <summary>Appends a transport error such as -404: a packet of four bytes.</summary>
    public void WriteError(int code, TlBuffer output)
    {
        Span<byte> packet = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(packet, code);
        Write(packet, output);
    }

    /// <summary>Appends the token of a quick acknowledgement, which has no frame of its own.</summary>
    /// <remarks>Full has none; abridged sends the token with its bytes swapped.</remarks>
    public void WriteQuickAck(uint token, TlBuffer output)
    {
        if (transport == ServerTransport.Full)
            return;
        var start = output.Length;
        Span<byte> bytes = stackalloc byte[4];
        if (transport == ServerTransport.Abridged)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, token | 0x80000000);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, token | 0x80000000);
        output.Append(bytes);
        outgoing?.Transform(output.Written[start..]);
    }

    private static ServerFrame ReadAbridged(ReadOnlySpan<byte> buffered)
    {
        if (buffered.IsEmpty)
            return ServerFrame.NeedMore;
        var words = buffered[0] & 0x7f;
        var quickAck = (buffered[0] & 0x80) != 0;
        var header = 1;
        if (words == 0x7f)
        {
            if (buffered.Length < 4)
                return ServerFrame.NeedMore;
            words = buffered[1] | (buffered[2] << 8) | (buffered[3] << 16);
            header = 4;
        }

        return Take(buffered, header, words * 4L, quickAck);
    }

    private static ServerFrame ReadIntermediate(ReadOnlySpan<byte> buffered)
    {
        if (buffered.Length < 4)
            return ServerFrame.NeedMore;
        var length = BinaryPrimitives.ReadInt32LittleEndian(buffered);
        return Take(buffered, 4, length & ~QuickAckBit, (length & QuickAckBit) != 0);
    }

    private ServerFrame ReadFull(ReadOnlySpan<byte> buffered)
    {
        if (buffered.Length < 8)
            return ServerFrame.NeedMore;
        var length = BinaryPrimitives.ReadInt32LittleEndian(buffered);
        if (length < 12 || length % 4 != 0 || length > MaxFrame)
            return ServerFrame.Malformed($"a full frame of {length} bytes");
        var seqNo = BinaryPrimitives.ReadInt32LittleEndian(buffered[4..]);
        if (seqNo != _expectedSeqNo)
            return ServerFrame.Malformed($"a full frame with number {seqNo} where {_expectedSeqNo} was due");
        if (buffered.Length < length)
            return ServerFrame.NeedMore;
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(buffered[(length - 4)..]);
        if (declared != Crc32.Compute(buffered[..(length - 4)]))
            return ServerFrame.Malformed("a full frame whose CRC32 is wrong");
        _expectedSeqNo++;
        return new ServerFrame(ServerFrameKind.Packet, length, 8, length - 12);
    }

    private static ServerFrame Take(ReadOnlySpan<byte> buffered, int header, long length, bool quickAck)
    {
        if (length is 0 or > MaxFrame)
            return ServerFrame.Malformed($"a frame of {length} bytes");
        return buffered.Length < header + length
            ? ServerFrame.NeedMore
            : new ServerFrame(ServerFrameKind.Packet, header + (int)length, header, (int)length, quickAck);
    }

    private static void WriteAbridgedLength(int words, TlBuffer output)
    {
        if (words < 0x7f)
        {
            output.Append([(byte)words]);
            return;
        }

        output.Append([0x7f, (byte)words, (byte)(words >> 8), (byte)(words >> 16)]);
    }

    private void WriteIntermediate(ReadOnlySpan<byte> packet, TlBuffer output)
    {
        Span<byte> padding = stackalloc byte[16];
        entropy.Fill(padding);
        // A transport error is told from a packet by its length of four, so it is never padded.
        var paddingLength = transport == ServerTransport.PaddedIntermediate && packet.Length > 4 ? padding[15] & 15 : 0;
        Span<byte> header = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(header, packet.Length + paddingLength);
        output.Append(header);
        output.Append(packet);
        output.Append(padding[..paddingLength]);
    }

    private void WriteFull(ReadOnlySpan<byte> packet, TlBuffer output)
    {
        var start = output.Length;
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(word, packet.Length + 12);
        output.Append(word);
        BinaryPrimitives.WriteInt32LittleEndian(word, _nextSeqNo++);
        output.Append(word);
        output.Append(packet);
        BinaryPrimitives.WriteUInt32LittleEndian(word, Crc32.Compute(output.Written[start..]));
        output.Append(word);
    }
}
