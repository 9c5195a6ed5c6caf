using System.Globalization;

namespace TelegramHost.Routing;

/// <summary>Takes typed arguments from the text behind a command, one word after the other.</summary>
/// <remarks>
/// Words are separated by white space; <c>"two words"</c> in double quotes are one. Numbers and dates are read in the invariant culture,
/// so that a bot understands the same text on every machine. A read that answers false has left its reason in <see cref="Failure"/>.
/// An optional argument that is there but can't be read is a failure too, never silently its default. Words that are left over are ignored.
/// </remarks>
public ref struct ArgumentReader
{
    private readonly bool _whole;
    private ReadOnlySpan<char> _rest;

    /// <summary>Reads words.</summary>
    /// <param name="text">The text behind the command.</param>
    public ArgumentReader(string text) => _rest = text;

    private ArgumentReader(string text, bool whole)
    {
        _rest = text;
        _whole = whole;
    }

    /// <summary>Reads one argument that is the whole text, spaces and all, such as a value from a callback pattern.</summary>
    public static ArgumentReader Whole(string text) => new(text, whole: true);

    /// <summary>Why the last read answered false.</summary>
    public HandlerResult Failure { get; private set; }

    /// <summary>Takes a required argument.</summary>
    public bool TryRead<T>(string name, out T value)
        where T : ISpanParsable<T>
    {
        if (TryNext(out var word))
            return TryParse(name, word, out value);
        return Missing(name, out value);
    }

    /// <summary>Takes an argument that may be absent.</summary>
    public bool TryReadOptional<T>(string name, T fallback, out T value)
        where T : ISpanParsable<T>
    {
        if (TryNext(out var word))
            return TryParse(name, word, out value);
        value = fallback;
        return true;
    }

    /// <summary>Takes a value that may be absent and is null then.</summary>
    public bool TryReadNullable<T>(string name, T? fallback, out T? value)
        where T : struct, ISpanParsable<T>
    {
        value = fallback;
        if (!TryNext(out var word))
            return true;
        if (!TryParse(name, word, out T parsed))
            return false;
        value = parsed;
        return true;
    }

    /// <summary>Takes a required name of an enumeration, without regard to case; numbers are not taken for names.</summary>
    public bool TryReadEnum<T>(string name, out T value)
        where T : struct, Enum
    {
        if (TryNext(out var word))
            return TryParseEnum(name, word, out value);
        return Missing(name, out value);
    }

    /// <summary>Takes a name of an enumeration that may be absent.</summary>
    public bool TryReadOptionalEnum<T>(string name, T fallback, out T value)
        where T : struct, Enum
    {
        if (TryNext(out var word))
            return TryParseEnum(name, word, out value);
        value = fallback;
        return true;
    }

    /// <summary>Takes a name of an enumeration that may be absent and is null then.</summary>
    public bool TryReadNullableEnum<T>(string name, T? fallback, out T? value)
        where T : struct, Enum
    {
        value = fallback;
        if (!TryNext(out var word))
            return true;
        if (!TryParseEnum(name, word, out T parsed))
            return false;
        value = parsed;
        return true;
    }

    /// <summary>Takes all words that are left.</summary>
    public bool TryReadAll<T>(string name, out T[] values)
        where T : ISpanParsable<T>
    {
        var list = new List<T>();
        while (TryNext(out var word))
        {
            if (!TryParse(name, word, out T value))
            {
                values = [];
                return false;
            }

            list.Add(value);
        }

        values = [.. list];
        return true;
    }

    /// <summary>Takes all text that is left, as it was written; it has to be there.</summary>
    public bool TryReadRemainder(string name, out string value)
    {
        value = ReadRemainder("")!;
        return value.Length > 0 || Missing(name, out value);
    }

    /// <summary>Takes all text that is left, as it was written.</summary>
    /// <param name="fallback">What it is when there is none.</param>
    public string? ReadRemainder(string? fallback)
    {
        var text = _rest.Trim();
        _rest = default;
        return text.IsEmpty ? fallback : text.ToString();
    }

    private bool TryParse<T>(string name, ReadOnlySpan<char> word, out T value)
        where T : ISpanParsable<T>
    {
        if (T.TryParse(word, CultureInfo.InvariantCulture, out var parsed))
        {
            value = parsed;
            return true;
        }

        Failure = HandlerResult.ParseFailed(name, word.ToString());
        value = default!;
        return false;
    }

    private bool TryParseEnum<T>(string name, ReadOnlySpan<char> word, out T value)
        where T : struct, Enum
    {
        // Enum.TryParse reads "7" and "A,B" as well; only a name that a person would write is accepted.
        if (!word.IsEmpty && char.IsLetter(word[0]) && !word.Contains(',') && Enum.TryParse(word, ignoreCase: true, out value))
            return true;
        Failure = HandlerResult.ParseFailed(name, word.ToString());
        value = default;
        return false;
    }

    private bool Missing<T>(string name, out T value)
    {
        Failure = HandlerResult.MissingArgument(name);
        value = default!;
        return false;
    }

    private bool TryNext(out ReadOnlySpan<char> word)
    {
        if (_whole)
        {
            word = _rest;
            _rest = default;
            return !word.IsEmpty;
        }

        var text = _rest.TrimStart();
        if (text.IsEmpty)
        {
            word = _rest = default;
            return false;
        }

        // A quote that is never closed is an ordinary character: people write inches and apostrophes.
        if (text[0] == '"' && text[1..].IndexOf('"') is >= 0 and var length)
        {
            word = text.Slice(1, length);
            _rest = text[(length + 2)..];
            return true;
        }

        var end = 0;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        word = text[..end];
        _rest = text[end..];
        return true;
    }
}
