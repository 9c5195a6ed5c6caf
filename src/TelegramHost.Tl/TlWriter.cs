using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TelegramHost.Tl;

/// <summary>Writes TL into a buffer. Call <see cref="Flush"/> at the end.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/serialize</remarks>
public ref struct TlWriter
{
    /// <summary>The longest string or byte field that TL can carry, in bytes.</summary>
    public const int MaxBytes = (1 << 24) - 1;

    // A UTF-16 unit becomes at most three bytes. A text of so many units surely has a length of one byte;
    private const int ShortText = 253 / 3;

    // one of so many is worth the room for its longest form, which saves counting before encoding.
    private const int OnePassText = 16 * 1024;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _position;

    /// <summary>Writes to <paramref name="output"/>.</summary>
    public TlWriter(IBufferWriter<byte> output) => _output = output;

    /// <summary>Makes everything written so far part of the buffer.</summary>
    public void Flush()
    {
        if (_position > 0)
            _output.Advance(_position);
        _span = default;
        _position = 0;
    }

    /// <summary>Writes a constructor id.</summary>
    public void WriteConstructor(uint id) => WriteInt32((int)id);

    /// <summary>Writes an <c>int</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt32(int value) =>
        Unsafe.WriteUnaligned(ref Take(4), BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));

    /// <summary>Writes a <c>long</c>.</summary>
    public void WriteInt64(long value) =>
        Unsafe.WriteUnaligned(ref Take(8), BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value));

    /// <summary>Writes a <c>double</c>, bit for bit.</summary>
    public void WriteDouble(double value) => WriteInt64(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Writes a boxed <c>Bool</c>.</summary>
    public void WriteBool(bool value) => WriteConstructor(value ? TlReader.BoolTrueId : TlReader.BoolFalseId);

    /// <summary>Writes an <c>int128</c>.</summary>
    public void WriteInt128(in TlInt128 value) => value.Span.CopyTo(TakeSpan(TlInt128.Size));

    /// <summary>Writes an <c>int256</c>.</summary>
    public void WriteInt256(in TlInt256 value) => value.Span.CopyTo(TakeSpan(TlInt256.Size));

    /// <summary>Writes bytes as they stand.</summary>
    public void WriteRaw(ReadOnlySpan<byte> value) => value.CopyTo(TakeSpan(value.Length));

    /// <summary>Writes a <c>bytes</c> value: length, content, zeros up to a multiple of four.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is longer than <see cref="MaxBytes"/>.</exception>
    public void WriteBytes(ReadOnlySpan<byte> value) => value.CopyTo(TakeBytes(value.Length));

    /// <summary>Writes a <c>string</c> as UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The text is longer than <see cref="MaxBytes"/>.</exception>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length <= OnePassText)
        {
            WriteInOnePass(value);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, TakeBytes(length));
    }

    /// <summary>Writes a <c>string</c> that may never have been decoded.</summary>
    public void WriteText(ref TlText value)
    {
        if (value.TryGetUtf8(out var utf8))
            WriteBytes(utf8);
        else
            WriteString(value.GetValue()!);
    }

    /// <summary>Writes the id and the count of a boxed vector.</summary>
    public void WriteVectorHeader(int count)
    {
        WriteConstructor(TlReader.VectorId);
        WriteInt32(count);
    }

    /// <summary>Writes a boxed <c>Vector&lt;int&gt;</c>.</summary>
    public void WriteInt32Vector(ReadOnlySpan<int> items)
    {
        WriteVectorHeader(items.Length);
        foreach (var item in items)
            WriteInt32(item);
    }

    /// <summary>Writes a boxed <c>Vector&lt;long&gt;</c>.</summary>
    public void WriteInt64Vector(ReadOnlySpan<long> items)
    {
        WriteVectorHeader(items.Length);
        foreach (var item in items)
            WriteInt64(item);
    }

    /// <summary>Writes a boxed <c>Vector&lt;double&gt;</c>.</summary>
    public void WriteDoubleVector(ReadOnlySpan<double> items)
    {
        WriteVectorHeader(items.Length);
        foreach (var item in items)
            WriteDouble(item);
    }

    /// <summary>Writes a boxed <c>Vector&lt;string&gt;</c>.</summary>
    public void WriteStringVector(ReadOnlySpan<string> items)
    {
        WriteVectorHeader(items.Length);
        foreach (var item in items)
            WriteString(item);
    }

    /// <summary>Writes a boxed <c>Vector&lt;bytes&gt;</c>.</summary>
    public void WriteBytesVector(ReadOnlySpan<byte[]> items)
    {
        WriteVectorHeader(items.Length);
        foreach (var item in items)
            WriteBytes(item);
    }

    /// <summary>The error for an optional field that is unset, though a field that shares its flag is set.</summary>
    public static InvalidOperationException MissingField(string field) =>
        new($"{field} has no value, though another field that shares its flag has one; set all of them or none.");

    private void WriteInOnePass(string value)
    {
        var header = value.Length <= ShortText ? 1 : 4;
        var room = header + (value.Length * 3) + 3;
        if (_span.Length - _position < room)
            Grow(room);
        var span = _span.Slice(_position, room);
        var length = Encoding.UTF8.GetBytes(value, span[header..]);
        if (header == 4 && length < 254)
        {
            span.Slice(4, length).CopyTo(span[1..]);
            header = 1;
        }

        if (header == 1)
            span[0] = (byte)length;
        else
            BinaryPrimitives.WriteUInt32LittleEndian(span, ((uint)length << 8) | 254);
        var whole = (header + length + 3) & ~3;
        span[(header + length)..whole].Clear();
        _position += whole;
    }

    private Span<byte> TakeBytes(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxBytes);
        var header = length < 254 ? 1 : 4;
        var span = TakeSpan((header + length + 3) & ~3);
        if (header == 1)
            span[0] = (byte)length;
        else
            BinaryPrimitives.WriteUInt32LittleEndian(span, ((uint)length << 8) | 254);
        span[(header + length)..].Clear();
        return span.Slice(header, length);
    }

    private Span<byte> TakeSpan(int count)
    {
        if (count > _span.Length - _position)
            Grow(count);
        var span = _span.Slice(_position, count);
        _position += count;
        return span;
    }

    // The place of the next bytes; there is room for count of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Take(int count)
    {
        if (count > _span.Length - _position)
            Grow(count);
        ref var place = ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _position);
        _position += count;
        return ref place;
    }

    private void Grow(int count)
    {
        Flush();
        _span = _output.GetSpan(Math.Max(count, 256));
    }
}
