namespace TelegramHost.Tl;

/// <summary>A string field that is decoded at first access, from bytes that the object owns.</summary>
/// <remarks>Reading an update then costs nothing for the texts that nobody looks at.</remarks>
public struct TlText
{
    private object? _value;
    private readonly int _start;
    private readonly int _length;

    /// <summary>A text that is already a string.</summary>
    public TlText(string? value) => _value = value;

    internal TlText(byte[] owner, int start, int length)
    {
        _value = owner;
        _start = start;
        _length = length;
    }

    /// <summary>Whether there is a text at all; optional fields may have none.</summary>
    public readonly bool HasValue => _value is not null;

    /// <summary>The text, or null where an optional field is absent.</summary>
    /// <remarks>Invalid UTF-8 decodes with replacement characters. Safe to call from several threads.</remarks>
    public string? GetValue()
    {
        var value = _value;
        if (value is null or string)
            return (string?)value;
        var text = TlUtf8.GetString(((byte[])value).AsSpan(_start, _length));
        _value = text;
        return text;
    }

    internal readonly bool TryGetUtf8(out ReadOnlySpan<byte> utf8)
    {
        if (_value is byte[] owner)
        {
            utf8 = owner.AsSpan(_start, _length);
            return true;
        }

        utf8 = default;
        return false;
    }
}
