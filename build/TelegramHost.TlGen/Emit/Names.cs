using System.Text;

namespace TelegramHost.TlGen.Emit;

/// <summary>Turns TL names into C# names.</summary>
internal static class Names
{
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "Constructor", "ConstructorId", "Write", "WriteFields", "WriteVector", "Read", "ReadVector", "ReadBareVector", "ReadWithoutQuery",
        "MethodName", "ReadResult", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
    };

    /// <summary>Every segment between dots and underscores begins with a capital: <c>messages.sendMessage</c> becomes <c>MessagesSendMessage</c>.</summary>
    public static string Pascal(string tlName)
    {
        var name = new StringBuilder(tlName.Length);
        var atStart = true;
        foreach (var letter in tlName)
        {
            if (letter is '.' or '_')
            {
                atStart = true;
                continue;
            }

            name.Append(atStart ? char.ToUpperInvariant(letter) : letter);
            atStart = false;
        }

        return name.ToString();
    }

    /// <summary>The property of a field; one that would hide a member or carry its class's name ends in <c>Value</c>.</summary>
    public static string Property(string tlName, string className)
    {
        var name = Pascal(tlName);
        return name == className || Members.Contains(name) ? name + "Value" : name;
    }

    /// <summary>The private field behind a property.</summary>
    public static string Backing(string property) => "_" + char.ToLowerInvariant(property[0]) + property[1..];
}
