using System.Text;

namespace TelegramHost.Routing;

// The generator is a netstandard2.0 library, which doesn't have the overloads that these rules ask for.
#pragma warning disable CA1845, CA1865, CA2249

/// <summary>A callback pattern such as <c>buy:{id:int}</c>, cut into its parts.</summary>
/// <remarks>Compiled into the generator too, so that both read a pattern alike; hence nothing newer than netstandard2.0 here.</remarks>
internal sealed class RoutePattern
{
    private RoutePattern(string text, IReadOnlyList<Part> parts)
    {
        Text = text;
        Parts = parts;
        var shape = new StringBuilder();
        var names = new List<string>();
        foreach (var part in parts)
        {
            shape.Append(part.Literal ?? "{" + (part.IsRest ? "*" : part.Constraint.ToString()) + "}");
            if (part.Name != null)
                names.Add(part.Name);
        }

        Shape = shape.ToString();
        Names = names;
    }

    public enum Constraint
    {
        None,
        Int,
        Long,
        Guid,
        Bool,
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    public IReadOnlyList<Part> Parts { get; }

    /// <summary>The names in braces, in order: the captures of a match have the same order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The pattern without its names: two patterns of one shape match the same texts.</summary>
    public string Shape { get; }

    public static bool TryParse(string text, out RoutePattern? pattern, out string? error)
    {
        pattern = null;
        var parts = new List<Part>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf('{', position);
            var literal = text.Substring(position, (open < 0 ? text.Length : open) - position);
            if (literal.IndexOf('}') >= 0)
                return Fail("has a } without its {", out error);
            if (literal.Length > 0)
                parts.Add(new Part(literal, null, Constraint.None, false));
            if (open < 0)
                break;
            var close = text.IndexOf('}', open);
            if (close < 0)
                return Fail("has a { without its }", out error);
            if (parts.Count > 0 && parts[parts.Count - 1].Literal == null)
                return Fail("has two values with nothing between them", out error);
            if (!TryParseHole(text.Substring(open + 1, close - open - 1), out var hole, out error))
                return false;
            if (!names.Add(hole!.Name!))
                return Fail("names \"" + hole.Name + "\" twice", out error);
            if (hole.IsRest && close != text.Length - 1)
                return Fail("has {*" + hole.Name + "} before its end", out error);
            parts.Add(hole);
            position = close + 1;
        }

        if (parts.Count == 0)
            return Fail("is empty", out error);
        error = null;
        pattern = new RoutePattern(text, parts);
        return true;
    }

    private static bool TryParseHole(string text, out Part? hole, out string? error)
    {
        hole = null;
        var isRest = text.StartsWith("*", StringComparison.Ordinal);
        var colon = text.IndexOf(':');
        var name = text.Substring(isRest ? 1 : 0, (colon < 0 ? text.Length : colon) - (isRest ? 1 : 0));
        if (!IsName(name))
            return Fail("has \"{" + text + "}\", which isn't {name}, {name:int} or {*name}", out error);
        var constraint = Constraint.None;
        if (colon >= 0 && (isRest || !TryParseConstraint(text.Substring(colon + 1), out constraint)))
            return Fail("asks for \"" + text.Substring(colon + 1) + "\"; known are int, long, guid and bool", out error);
        error = null;
        hole = new Part(null, name, constraint, isRest);
        return true;
    }

    private static bool TryParseConstraint(string text, out Constraint constraint)
    {
        switch (text)
        {
            case "int":
                constraint = Constraint.Int;
                return true;
            case "long":
                constraint = Constraint.Long;
                return true;
            case "guid":
                constraint = Constraint.Guid;
                return true;
            case "bool":
                constraint = Constraint.Bool;
                return true;
            default:
                constraint = Constraint.None;
                return false;
        }
    }

    private static bool IsName(string name)
    {
        if (name.Length == 0 || char.IsDigit(name[0]))
            return false;
        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character) && character != '_')
                return false;
        }

        return true;
    }

    private static bool Fail(string reason, out string? error)
    {
        error = reason;
        return false;
    }

    /// <summary>Text to find as it is, or a named value.</summary>
    internal sealed class Part
    {
        internal Part(string? literal, string? name, Constraint constraint, bool isRest)
        {
            Literal = literal;
            Name = name;
            Constraint = constraint;
            IsRest = isRest;
        }

        public string? Literal { get; }

        public string? Name { get; }

        public Constraint Constraint { get; }

        public bool IsRest { get; }
    }
}
