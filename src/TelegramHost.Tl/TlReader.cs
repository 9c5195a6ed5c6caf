using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TelegramHost.Tl;

/// <summary>Reads TL from bytes that it does not own; every length and count is checked before use.</summary>
/// <remarks>
/// Over a span, strings and byte fields are decoded at once. Over an array that the result may keep
/// (<see cref="OverOwned(byte[])"/>), they are decoded at first access and point into that array.
/// Source: https://core.telegram.org/mtproto/serialize
/// </remarks>
public ref struct TlReader
{
    /// <summary>How deep objects may be nested (page blocks are the deepest of Telegram's own, far below this).</summary>
    public const int MaxDepth = 128;

    /// <summary>The id of a boxed vector.</summary>
    public const uint VectorId = 0x1cb5c415;

    /// <summary>The id of <c>boolTrue</c>.</summary>
    public const uint BoolTrueId = 0x997275b5;

    /// <summary>The id of <c>boolFalse</c>.</summary>
    public const uint BoolFalseId = 0xbc799737;

    private readonly ReadOnlySpan<byte> _data;
    private readonly byte[]? _owner;
    private readonly int _ownerOffset;
    private int _position;
    private int _depth;

    /// <summary>Reads <paramref name="data"/>; nothing that is read points into it afterwards.</summary>
    public TlReader(ReadOnlySpan<byte> data) => _data = data;

    private TlReader(byte[] owner, int offset, int length)
    {
        _data = owner.AsSpan(offset, length);
        _owner = owner;
        _ownerOffset = offset;
    }

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _data.Length - _position;

    /// <summary>Reads <paramref name="data"/>, which nobody may change or give back to a pool afterwards.</summary>
    public static TlReader OverOwned(byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new TlReader(data, 0, data.Length);
    }

    /// <summary>Reads a part of <paramref name="data"/>, which nobody may change or give back to a pool afterwards.</summary>
    public static TlReader OverOwned(byte[] data, int offset, int length) => new(data, offset, length);

    /// <summary>The next constructor id, which stays unread.</summary>
    public readonly uint PeekConstructor()
    {
        Require(4);
        return BinaryPrimitives.ReadUInt32LittleEndian(_data[_position..]);
    }

    /// <summary>Reads a constructor id.</summary>
    public uint ReadConstructor() => (uint)ReadInt32();

    /// <summary>Reads a constructor id that must be <paramref name="id"/>.</summary>
    public void ExpectConstructor(uint id, string expected)
    {
        var met = ReadConstructor();
        if (met != id)
            throw TlFormatException.UnknownConstructor(met, _position - 4, expected);
    }

    /// <summary>The error for a constructor id that was just read and is unknown.</summary>
    public readonly TlFormatException UnknownConstructor(uint id, string expected) =>
        TlFormatException.UnknownConstructor(id, _position - 4, expected);

    /// <summary>Reads an <c>int</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt32()
    {
        Require(4);
        var value = Unsafe.ReadUnaligned<int>(in Unsafe.Add(ref MemoryMarshal.GetReference(_data), _position));
        _position += 4;
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    /// <summary>Reads a <c>long</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64()
    {
        Require(8);
        var value = Unsafe.ReadUnaligned<long>(in Unsafe.Add(ref MemoryMarshal.GetReference(_data), _position));
        _position += 8;
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    /// <summary>Reads a <c>double</c>, bit for bit.</summary>
    public double ReadDouble() => BitConverter.Int64BitsToDouble(ReadInt64());

    /// <summary>Reads a boxed <c>Bool</c>; any id but its two is an error.</summary>
    public bool ReadBool()
    {
        var id = ReadConstructor();
        return id switch
        {
            BoolTrueId => true,
            BoolFalseId => false,
            _ => throw UnknownConstructor(id, "Bool"),
        };
    }

    /// <summary>Reads an <c>int128</c>.</summary>
    public TlInt128 ReadInt128() => new(ReadRaw(TlInt128.Size));

    /// <summary>Reads an <c>int256</c>.</summary>
    public TlInt256 ReadInt256() => new(ReadRaw(TlInt256.Size));

    /// <summary>Reads <paramref name="count"/> bytes as they stand.</summary>
    public ReadOnlySpan<byte> ReadRaw(int count)
    {
        Require(count);
        var value = _data.Slice(_position, count);
        _position += count;
        return value;
    }

    /// <summary>Reads everything that is left.</summary>
    public ReadOnlySpan<byte> ReadRest() => ReadRaw(Remaining);

    /// <summary>Reads a <c>bytes</c> or <c>string</c> value without copying it; padding is skipped whatever it holds.</summary>
    public ReadOnlySpan<byte> ReadByteSpan()
    {
        var (start, length) = TakeBytes();
        return _data.Slice(start, length);
    }

    /// <summary>Reads a <c>string</c> now.</summary>
    public string ReadString() => TlUtf8.GetString(ReadByteSpan());

    /// <summary>Reads a <c>bytes</c> value now.</summary>
    public byte[] ReadBytes() => ReadByteSpan().ToArray();

    /// <summary>Reads a <c>string</c>, later if the data may be kept.</summary>
    public TlText ReadText()
    {
        var (start, length) = TakeBytes();
        return _owner is null
            ? new TlText(TlUtf8.GetString(_data.Slice(start, length)))
            : new TlText(_owner, _ownerOffset + start, length);
    }

    /// <summary>Reads a <c>bytes</c> value, later if the data may be kept.</summary>
    public TlBytes ReadLazyBytes()
    {
        var (start, length) = TakeBytes();
        return _owner is null
            ? new TlBytes(_data.Slice(start, length).ToArray())
            : new TlBytes(_owner, _ownerOffset + start, length);
    }

    /// <summary>Reads the id and the count of a boxed vector.</summary>
    /// <returns>A count that the remaining bytes can hold, so that an array of it may be made.</returns>
    public int ReadVectorHeader()
    {
        ExpectConstructor(VectorId, "Vector");
        return ReadCount();
    }

    /// <summary>Reads the count of a bare vector whose items take at least <paramref name="minItemBytes"/> bytes each.</summary>
    public int ReadCount(int minItemBytes = 4)
    {
        var count = ReadInt32();
        if (count < 0 || count > Remaining / minItemBytes)
        {
            throw TlFormatException.Malformed(TlFormatError.BadCount, _position - 4,
                $"a vector of {count} items of at least {minItemBytes} bytes does not fit into the remaining {Remaining} bytes.");
        }

        return count;
    }

    /// <summary>How many items to make room for at first, when <paramref name="count"/> are announced and none has been read.</summary>
    public static int FirstCapacity(int count) => Math.Min(count, 256);

    /// <summary>How many items to make room for when <paramref name="read"/> of <paramref name="count"/> have been read.</summary>
    public static int NextCapacity(int read, int count) => (int)Math.Min(count, 2L * read);

    /// <summary>Reads a boxed <c>Vector&lt;int&gt;</c>.</summary>
    public int[] ReadInt32Vector()
    {
        var items = new int[ReadVectorHeader()];
        for (var i = 0; i < items.Length; i++)
            items[i] = ReadInt32();
        return items;
    }

    /// <summary>Reads a boxed <c>Vector&lt;long&gt;</c>.</summary>
    public long[] ReadInt64Vector()
    {
        ExpectConstructor(VectorId, "Vector");
        var items = new long[ReadCount(8)];
        for (var i = 0; i < items.Length; i++)
            items[i] = ReadInt64();
        return items;
    }

    /// <summary>Reads a boxed <c>Vector&lt;double&gt;</c>.</summary>
    public double[] ReadDoubleVector()
    {
        ExpectConstructor(VectorId, "Vector");
        var items = new double[ReadCount(8)];
        for (var i = 0; i < items.Length; i++)
            items[i] = ReadDouble();
        return items;
    }

    /// <summary>Reads a boxed <c>Vector&lt;string&gt;</c>.</summary>
    public string[] ReadStringVector()
    {
        var items = new string[ReadVectorHeader()];
        for (var i = 0; i < items.Length; i++)
            items[i] = ReadString();
        return items;
    }

    /// <summary>Reads a boxed <c>Vector&lt;bytes&gt;</c>.</summary>
    public byte[][] ReadBytesVector()
    {
        var items = new byte[ReadVectorHeader()][];
        for (var i = 0; i < items.Length; i++)
            items[i] = ReadBytes();
        return items;
    }

    /// <summary>Counts a level of nesting; called before the fields of an object are read.</summary>
    public void Enter()
    {
        if (++_depth > MaxDepth)
            throw TlFormatException.Malformed(TlFormatError.TooDeep, _position, $"objects are nested deeper than {MaxDepth}.");
    }

    /// <summary>Ends a level of nesting.</summary>
    public void Leave() => _depth--;

    /// <summary>Checks that everything was read.</summary>
    public readonly void ExpectEnd()
    {
        if (Remaining != 0)
            throw TlFormatException.Malformed(TlFormatError.TrailingBytes, _position, $"{Remaining} bytes are left over.");
    }

    private (int Start, int Length) TakeBytes()
    {
        // However short, a value takes four bytes with its padding.
        Require(4);
        var head = Unsafe.ReadUnaligned<uint>(in Unsafe.Add(ref MemoryMarshal.GetReference(_data), _position));
        if (!BitConverter.IsLittleEndian)
            head = BinaryPrimitives.ReverseEndianness(head);
        int length = (byte)head;
        var header = 1;
        if (length >= 254)
        {
            if (length == 255)
                throw TlFormatException.Malformed(TlFormatError.BadLength, _position, "a string cannot begin with the byte 0xff.");
            length = (int)(head >> 8);
            header = 4;
        }

        var whole = (header + length + 3) & ~3;
        Require(whole);
        var start = _position + header;
        _position += whole;
        return (start, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Require(int count)
    {
        if ((uint)count > (uint)(_data.Length - _position))
            ThrowUnexpectedEnd(count);
    }

    private readonly void ThrowUnexpectedEnd(int count) => throw TlFormatException.UnexpectedEnd(_position, count, Remaining);
}
