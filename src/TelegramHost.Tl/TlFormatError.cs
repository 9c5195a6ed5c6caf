namespace TelegramHost.Tl;

/// <summary>What is wrong with TL bytes.</summary>
public enum TlFormatError
{
    /// <summary>The data ended in the middle of a value.</summary>
    UnexpectedEnd,

    /// <summary>The constructor id is none of the expected type's.</summary>
    UnknownConstructor,

    /// <summary>A string or byte field declares an impossible length.</summary>
    BadLength,

    /// <summary>A vector declares a negative number of items, or more than the remaining bytes could hold.</summary>
    BadCount,

    /// <summary>Objects are nested deeper than <see cref="TlReader.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>Bytes are left over behind a value that had to fill its data.</summary>
    TrailingBytes,

    /// <summary>Packed data could not be inflated, or inflates to more than is allowed.</summary>
    BadCompression,
}
