using TelegramHost.TlSchema;

namespace TelegramHost.Emulator.Layers;

/// <summary>One field of a definition, ready for reading.</summary>
/// <param name="Name">Its TL name.</param>
/// <param name="Type">Its type, without the condition.</param>
/// <param name="FlagsIndex">Which field of the same definition holds its flag, or -1 when it is always there.</param>
/// <param name="FlagBit">The bit in that field.</param>
/// <param name="IsFlagsWord">Whether it is itself a word of flags.</param>
internal sealed record SchemaField(string Name, TlType Type, int FlagsIndex, int FlagBit, bool IsFlagsWord)
{
    public bool IsOptional => FlagsIndex >= 0;

    /// <summary>Whether the field is nothing but its flag.</summary>
    public bool IsBareTrue => IsOptional && Type.Name == "true";

    /// <summary>Whether one bit says of both that they are there.</summary>
    public bool SharesFlagWith(SchemaField other) => IsOptional && FlagsIndex == other.FlagsIndex && FlagBit == other.FlagBit;
}
