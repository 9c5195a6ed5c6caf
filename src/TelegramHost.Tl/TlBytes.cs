namespace TelegramHost.Tl;

/// <summary>A byte field that becomes an array of its own at first access.</summary>
public struct TlBytes
{
    private const int Given = -1;

    // The array itself where _start is Given; else the bytes to copy from, and after the first access a Copy.
    private object? _value;
    private readonly int _start;
    private readonly int _length;

    /// <summary>A field that is already an array.</summary>
    public TlBytes(byte[]? value)
    {
        _value = value;
        _start = Given;
    }

    internal TlBytes(byte[] owner, int start, int length)
    {
        _value = owner;
        _start = start;
        _length = length;
    }

    /// <summary>Whether there is a value at all; optional fields may have none.</summary>
    public readonly bool HasValue => _value is not null;

    /// <summary>The bytes without a copy.</summary>
    public readonly ReadOnlySpan<byte> Span => _value switch
    {
        null => default,
        Copy copy => copy.Bytes,
        var bytes => _start == Given ? (byte[])bytes : ((byte[])bytes).AsSpan(_start, _length),
    };

    /// <summary>The bytes as an array of their own, or null where an optional field is absent.</summary>
    /// <remarks>The first call may copy. Safe to call from several threads.</remarks>
    public byte[]? GetValue()
    {
        var value = _value;
        if (value is null || _start == Given)
            return (byte[]?)value;
        if (value is not Copy)
        {
            // Whoever comes first decides, so that everybody sees the same array.
            var copy = new Copy(((byte[])value).AsSpan(_start, _length).ToArray());
            var met = Interlocked.CompareExchange(ref _value, copy, value);
            value = ReferenceEquals(met, value) ? copy : met;
        }

        return ((Copy)value!).Bytes;
    }

    // An own array is told from the array that was read by its wrapping: one reference changes, so no reader sees half a change.
    private sealed class Copy(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;
    }
}
