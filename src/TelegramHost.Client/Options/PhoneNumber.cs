using System.Diagnostics.CodeAnalysis;

namespace TelegramHost.Client;

/// <summary>Reads phone numbers as people write them.</summary>
internal static class PhoneNumber
{
    private const int Fewest = 5;
    private const int Most = 16;

    /// <summary>The digits of a number in international form, with or without <c>+</c>, blanks, dashes and brackets.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? digits)
    {
        digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.Length is >= Fewest and <= Most && text.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '-' or '(' or ')'))
            return true;
        digits = null;
        return false;
    }
}
