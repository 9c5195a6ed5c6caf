using System.Buffers.Binary;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Messages;

/// <summary>Reads <c>msg_container</c> message by message; every length is checked against what is left.</summary>
/// <remarks>
/// "A container may only be accepted or rejected by the other party as a whole": <see cref="Check"/> it before using any of it.
/// Source: https://core.telegram.org/mtproto/service_messages#containers
/// </remarks>
internal ref struct MessageContainer
{
    /// <summary>The id of <c>msg_container messages:vector&lt;%Message&gt; = MessageContainer</c>.</summary>
    public const uint Constructor = 0x73f1f8dc;

    /// <summary>Bytes before the first message.</summary>
    public const int HeaderBytes = 8;

    private readonly ReadOnlySpan<byte> _body;
    private int _position;
    private int _left;

    /// <summary>Reads <paramref name="body"/>, a boxed container.</summary>
    /// <exception cref="TlFormatException">It is no container, or counts more messages than its bytes can hold.</exception>
    public MessageContainer(ReadOnlySpan<byte> body)
    {
        var reader = new TlReader(body);
        reader.ExpectConstructor(Constructor, "msg_container");
        _left = reader.ReadCount(InnerMessage.HeaderBytes);
        _body = body;
        _position = reader.Position;
    }

    /// <summary>How many messages are still to be read.</summary>
    public readonly int Left => _left;

    /// <summary>Whether <paramref name="body"/> begins like a container.</summary>
    public static bool IsContainer(ReadOnlySpan<byte> body) => TlConstructor.Peek(body) == Constructor;

    /// <summary>Writes what goes before the first of <paramref name="count"/> messages.</summary>
    public static void WriteHeader(Span<byte> destination, int count)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Constructor);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], count);
    }

    /// <summary>Reads <paramref name="body"/> to its end.</summary>
    /// <exception cref="TlFormatException">A length is wrong, a container is nested, or bytes are left over.</exception>
    public static void Check(ReadOnlySpan<byte> body)
    {
        var container = new MessageContainer(body);
        while (container.TryReadNext(out var message))
        {
            if (IsContainer(message.Body))
            {
                throw TlFormatException.Malformed(TlFormatError.TooDeep, container._position - message.Body.Length,
                    "a container stands inside a container.");
            }
        }

        if (container._position != body.Length)
        {
            throw TlFormatException.Malformed(TlFormatError.TrailingBytes, container._position,
                $"{body.Length - container._position} bytes are left over behind the last message of a container.");
        }
    }

    /// <summary>Reads the next message.</summary>
    /// <returns>False behind the last one.</returns>
    /// <exception cref="TlFormatException">Its length is negative, no multiple of four, or more than is left.</exception>
    public bool TryReadNext(out InnerMessage message)
    {
        message = default;
        if (_left == 0)
            return false;

        message = ReadMessage(_body, ref _position);
        _left--;
        return true;
    }

    /// <summary>Reads the bare message at <paramref name="position"/> and moves behind it.</summary>
    /// <exception cref="TlFormatException">Its length is negative, no multiple of four, or more than is left.</exception>
    public static InnerMessage ReadMessage(ReadOnlySpan<byte> data, scoped ref int position)
    {
        var left = data.Length - position - InnerMessage.HeaderBytes;
        if (left < 0)
            throw TlFormatException.UnexpectedEnd(position, InnerMessage.HeaderBytes, data.Length - position);

        var header = data.Slice(position, InnerMessage.HeaderBytes);
        var length = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (length < 0 || (length & 3) != 0 || length > left)
        {
            throw TlFormatException.Malformed(TlFormatError.BadLength, position + 12,
                $"a message declares {length} bytes, {left} are left.");
        }

        var message = new InnerMessage(
            BinaryPrimitives.ReadInt64LittleEndian(header),
            BinaryPrimitives.ReadInt32LittleEndian(header[8..]),
            data.Slice(position + InnerMessage.HeaderBytes, length));
        position += InnerMessage.HeaderBytes + length;
        return message;
    }
}
