namespace TelegramHost.TlSchema;

/// <summary>One field of a definition.</summary>
/// <param name="Name">The TL name, for example <c>access_hash</c>.</param>
/// <param name="Type">Its type without the condition.</param>
/// <param name="FlagsWord">The name of the flag word that says whether the field is there, or null when it always is.</param>
/// <param name="FlagBit">The bit in that word, 0 to 31.</param>
internal sealed record TlParameter(string Name, TlType Type, string? FlagsWord, int FlagBit)
{
    /// <summary>Whether the field depends on a flag.</summary>
    public bool IsOptional => FlagsWord is not null;

    /// <summary>Whether the field is a word of flags, whose value follows from the other fields.</summary>
    public bool IsFlagsWord => Type.Name == "#" && Name.StartsWith("flags", StringComparison.Ordinal);

    /// <summary>Whether the field is nothing but its flag: it takes no bytes.</summary>
    public bool IsBareTrue => IsOptional && Type.Name == "true";
}
