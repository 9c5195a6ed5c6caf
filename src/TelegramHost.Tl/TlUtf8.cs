using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace TelegramHost.Tl;

/// <summary>Decodes UTF-8 in one pass where the text is short, as nearly all of Telegram's are.</summary>
/// <remarks>
/// <see cref="Encoding.GetString(byte[])"/> reads the bytes twice, first to count the characters.
/// Measured: a third quicker from 40 bytes on, alike below.
/// </remarks>
internal static class TlUtf8
{
    // A character never takes less than a byte, so this many of them hold what as many bytes decode to.
    private const int MostOnStack = 2048;
    private const int AsciiCount = 128;

    // Photo sizes are called by one letter, and there are several in each photo.
    private static readonly string[] SingleCharacters = [.. Enumerable.Range(0, AsciiCount).Select(code => ((char)code).ToString())];

    /// <summary>Decodes; what is invalid becomes replacement characters.</summary>
    public static string GetString(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length == 1 && utf8[0] < AsciiCount)
            return SingleCharacters[utf8[0]];
        return utf8.Length <= MostOnStack ? Decode(utf8) : Encoding.UTF8.GetString(utf8);
    }

    [SkipLocalsInit]
    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        Span<char> characters = stackalloc char[MostOnStack];
        if (Ascii.ToUtf16(utf8, characters, out var count) != OperationStatus.Done)
            count += Encoding.UTF8.GetChars(utf8[count..], characters[count..]);
        return new string(characters[..count]);
    }
}
