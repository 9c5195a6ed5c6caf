using System.Text;

namespace TelegramHost.Sessions.Sql;

/// <summary>One statement with its arguments: <c>long</c>, <c>string</c>, <c>byte[]</c> or null, for the question marks in their order.</summary>
/// <param name="Text">The statement; a question mark is always a place for an argument.</param>
/// <param name="Arguments">As many as there are question marks.</param>
internal sealed record SqlStatement(string Text, params object?[] Arguments)
{
    /// <summary>The text with places in the form that a driver wants.</summary>
    /// <param name="place">The name of the first place for 1, and so on.</param>
    public string Render(Func<int, string> place)
    {
        var text = new StringBuilder(Text.Length + (4 * Arguments.Length));
        var number = 0;
        foreach (var letter in Text)
            _ = letter == '?' ? text.Append(place(++number)) : text.Append(letter);
        return text.ToString();
    }
}
