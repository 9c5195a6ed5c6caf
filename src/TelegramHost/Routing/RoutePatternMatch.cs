using System.Globalization;

namespace TelegramHost.Routing;

/// <summary>Compares callback data with a <see cref="RoutePattern"/>.</summary>
internal static class RoutePatternMatch
{
    /// <summary>Whether the data fits, and the values in braces in their order.</summary>
    public static bool TryMatch(this RoutePattern pattern, string data, out string[] captures)
    {
        captures = [];
        var values = pattern.Names.Count == 0 ? [] : new string[pattern.Names.Count];
        var rest = data.AsSpan();
        var found = 0;
        for (var index = 0; index < pattern.Parts.Count; index++)
        {
            var part = pattern.Parts[index];
            if (part.Literal is not null)
            {
                if (!rest.StartsWith(part.Literal, StringComparison.Ordinal))
                    return false;
                rest = rest[part.Literal.Length..];
                continue;
            }

            var length = part.IsRest ? rest.Length : ValueLength(rest, index + 1 < pattern.Parts.Count ? pattern.Parts[index + 1].Literal : null);
            if (length < 0 || !Fits(rest[..length], part.Constraint))
                return false;
            values[found++] = rest[..length].ToString();
            rest = rest[length..];
        }

        if (!rest.IsEmpty)
            return false;
        captures = values;
        return true;
    }

    /// <summary>A value ends where the next literal begins, and always at a colon, the separator of callback data.</summary>
    private static int ValueLength(ReadOnlySpan<char> text, string? nextLiteral)
    {
        var colon = text.IndexOf(':');
        var segment = colon < 0 ? text.Length : colon;
        var end = nextLiteral is null ? segment : text.IndexOf(nextLiteral, StringComparison.Ordinal);
        return end > 0 && end <= segment ? end : -1;
    }

    private static bool Fits(ReadOnlySpan<char> value, RoutePattern.Constraint constraint) => constraint switch
    {
        RoutePattern.Constraint.Int => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        RoutePattern.Constraint.Long => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        RoutePattern.Constraint.Guid => Guid.TryParse(value, out _),
        RoutePattern.Constraint.Bool => bool.TryParse(value, out _),
        _ => true,
    };
}
