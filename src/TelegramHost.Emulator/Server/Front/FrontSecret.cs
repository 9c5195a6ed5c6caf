using System.Buffers.Text;
using System.Text;

namespace TelegramHost.Emulator.Server.Front;

/// <summary>The secret that clients of the proxy front share with it.</summary>
/// <param name="Key">The 16 bytes that both mix into their keys.</param>
/// <param name="MustPad">Whether packets have to be padded: secrets with <c>dd</c> and <c>ee</c>.</param>
/// <param name="Domain">The server that is played, for secrets with <c>ee</c>; else null.</param>
internal sealed record FrontSecret(byte[] Key, bool MustPad, string? Domain)
{
    private const int KeyLength = 16;
    private const string Name = "The proxy secret (EmulatorOptions.ProxySecret, --proxy-secret)";

    /// <summary>Reads what an option says; null for none.</summary>
    /// <exception cref="ArgumentException">It is no secret; the message says why.</exception>
    public static FrontSecret? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var bytes = Decode(text.Trim());
        return (bytes.Length, bytes[0]) switch
        {
            (KeyLength, _) => new FrontSecret(bytes, MustPad: false, Domain: null),
            (KeyLength + 1, 0xdd) => new FrontSecret(bytes[1..], MustPad: true, Domain: null),
            ( > KeyLength + 1, 0xee) => new FrontSecret(bytes[1..(KeyLength + 1)], MustPad: true, Encoding.ASCII.GetString(bytes[(KeyLength + 1)..])),
            (var length, _) => throw new ArgumentException($"{Name} has {length} bytes; expected 16, dd and 16, or ee and 16 and a domain."),
        };
    }

    /// <summary>Never shows the key.</summary>
    public override string ToString() => Domain ?? (MustPad ? "dd" : "plain");

    private static byte[] Decode(string text)
    {
        if (text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
            return Convert.FromHexString(text);
        try
        {
            return Base64Url.DecodeFromChars(text.Replace('+', '-').Replace('/', '_')) is { Length: > 0 } bytes ? bytes : throw new FormatException();
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"{Name} is neither hexadecimal nor base64.", exception);
        }
    }
}
