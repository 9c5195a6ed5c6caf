namespace TelegramHost.Tl;

/// <summary>Bytes that are not the TL they should be.</summary>
public sealed class TlFormatException : Exception
{
    private TlFormatException(TlFormatError error, int offset, uint constructorId, string message, Exception? inner = null)
        : base(message, inner)
    {
        Error = error;
        Offset = offset;
        ConstructorId = constructorId;
    }

    /// <summary>What is wrong.</summary>
    public TlFormatError Error { get; }

    /// <summary>Where the offending value begins, in bytes from the start of the data that was read.</summary>
    public int Offset { get; }

    /// <summary>The id that was met; 0 unless <see cref="Error"/> is <see cref="TlFormatError.UnknownConstructor"/>.</summary>
    public uint ConstructorId { get; }

    /// <summary>The constructor <paramref name="id"/> at <paramref name="offset"/> does not belong to <paramref name="expected"/>.</summary>
    public static TlFormatException UnknownConstructor(uint id, int offset, string expected) =>
        new(TlFormatError.UnknownConstructor, offset, id,
            $"Constructor 0x{id:x8} at offset {offset} is no {expected}; the sender may speak a newer layer.");

    /// <summary>A value of <paramref name="needed"/> bytes begins at <paramref name="offset"/>, where only <paramref name="available"/> are left.</summary>
    public static TlFormatException UnexpectedEnd(int offset, long needed, int available) =>
        new(TlFormatError.UnexpectedEnd, offset, 0,
            $"TL data ended: {needed} bytes were needed at offset {offset}, {available} are left.");

    /// <summary>Any other fault, described by <paramref name="detail"/>.</summary>
    public static TlFormatException Malformed(TlFormatError error, int offset, string detail, Exception? inner = null) =>
        new(error, offset, 0, $"Malformed TL at offset {offset}: {detail}", inner);
}
