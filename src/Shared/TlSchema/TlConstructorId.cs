using System.Globalization;
using System.Text;

namespace TelegramHost.TlSchema;

/// <summary>Derives a constructor id from a definition's text: the CRC32 of its normalised form.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/TL#combinators</remarks>
internal static class TlConstructorId
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The id that <paramref name="definition"/> must have.</summary>
    public static uint Compute(string definition)
    {
        var crc = uint.MaxValue;
        foreach (var value in Encoding.UTF8.GetBytes(Normalize(definition)))
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    /// <summary>The text that is hashed: no id, no braces, no conditional <c>true</c>, bytes as string.</summary>
    public static string Normalize(string definition)
    {
        var words = definition.TrimEnd(' ', ';').Replace('<', ' ')
            .Replace(">", "", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var text = new StringBuilder(definition.Length);
        text.Append(words[0].Split('#')[0]);
        foreach (var word in words.Skip(1))
        {
            if (!IsConditionalTrue(word))
                text.Append(' ').Append(BytesAsString(word));
        }

        return text.ToString();
    }

    /// <summary>An id in the form of a schema: lower-case hex without leading zeros.</summary>
    public static string Format(uint id) => id.ToString("x", CultureInfo.InvariantCulture);

    private static bool IsConditionalTrue(string word) =>
        word.EndsWith("?true", StringComparison.Ordinal) && word.Contains(':', StringComparison.Ordinal);

    // Telegram hashes the items of Vector<bytes> under their own name.
    private static string BytesAsString(string word) =>
        word.EndsWith(":bytes", StringComparison.Ordinal) || word.EndsWith("?bytes", StringComparison.Ordinal)
            ? word[..^5] + "string"
            : word;

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? 0xedb88320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }

        return table;
    }
}
