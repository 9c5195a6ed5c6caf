using System.Globalization;
using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Emit;

/// <summary>One field of a class that is being written.</summary>
internal sealed class Field
{
    private const int FewestRareFields = 3;
    private readonly FieldType _type;

    public Field(TlParameter parameter, TlDefinition owner, string className, SchemaModel model, EmitSettings settings)
    {
        Parameter = parameter;
        Property = Names.Property(parameter.Name, className);
        IsBareTrue = parameter.IsBareTrue;
        _type = IsBareTrue ? new FieldType("bool", true, "true", "") : FieldType.Of(parameter.Type, model, settings);
        FullName = $"{owner.Name}.{parameter.Name}";
        SharesFlag = parameter.IsOptional
            && owner.Parameters.Any(other => other != parameter && other.FlagsWord == parameter.FlagsWord && other.FlagBit == parameter.FlagBit);
        IsRare = !SharesFlag && IsInLaterWord(parameter, owner)
            && owner.Parameters.Count(other => IsInLaterWord(other, owner)) >= FewestRareFields;
    }

    /// <summary>The TL field.</summary>
    public TlParameter Parameter { get; }

    /// <summary>The C# property.</summary>
    public string Property { get; }

    /// <summary>The TL name with its owner's.</summary>
    public string FullName { get; }

    /// <summary>Whether the field is nothing but a flag.</summary>
    public bool IsBareTrue { get; }

    /// <summary>Whether another field has the same flag: then they are there together or not at all.</summary>
    public bool SharesFlag { get; }

    /// <summary>Whether the object keeps the field's flag as a bit. Others see from the value whether they are there.</summary>
    public bool KeepsFlag => Parameter.IsOptional && !SharesFlag && _type.IsValue;

    /// <summary>The private word of flags that are kept.</summary>
    public string FlagsBacking => "_" + Parameter.FlagsWord;

    /// <summary>
    /// Whether the field lives in an object of its own, made when it is needed. Optional fields of a second flag word are the ones
    /// that were added late and that few objects have: they would make every message half as large again.
    /// </summary>
    public bool IsRare { get; }

    /// <summary>Whether a private field holds the value that goes with a kept flag.</summary>
    public bool HasPlainBacking => KeepsFlag && !IsBareTrue && !IsRare;

    /// <summary>The type without a question mark.</summary>
    public string PlainType => _type.Name;

    /// <summary>Whether the value is decoded at first access.</summary>
    public bool IsLazy => Parameter.Type.Name is "string" or "bytes";

    /// <summary>The struct that holds a lazy value.</summary>
    public string LazyType => Parameter.Type.Name == "string" ? "TlText" : "TlBytes";

    /// <summary>Where the value is kept, once it is there.</summary>
    public string Storage => IsRare ? "_rare!." + Property : IsLazy || HasPlainBacking ? Names.Backing(Property) : Property;

    /// <summary>The property's type.</summary>
    public string PropertyType => Parameter.IsOptional && !IsBareTrue ? _type.Name + "?" : _type.Name;

    /// <summary>The mask of the field's flag.</summary>
    public string Mask => (1u << Parameter.FlagBit) is var mask && Parameter.FlagBit == 31
        ? "int.MinValue"
        : "0x" + mask.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The condition under which the field is there.</summary>
    public string IsPresent =>
        KeepsFlag ? $"({FlagsBacking} & {Mask}) != 0"
        : IsBareTrue ? Property
        : IsRare ? IsLazy ? $"_rare is not null && _rare.{Property}.HasValue" : $"_rare?.{Property} is not null"
        : IsLazy ? $"{Storage}.HasValue"
        : _type.IsValue ? $"{Property}.HasValue"
        : $"{Property} is not null";

    /// <summary>The statement that reads the field.</summary>
    public string ReadStatement => $"{(IsRare ? "(_rare ??= new RareFields())." + Property : Storage)} = {ReadExpression};";

    /// <summary>The statement that writes the field, which is there.</summary>
    public string WriteStatement =>
        IsLazy ? Parameter.Type.Name == "string" ? $"writer.WriteText(ref {Storage});" : $"writer.WriteBytes({Storage}.Span);"
        : string.Format(CultureInfo.InvariantCulture, _type.Write, WrittenValue);

    private string ReadExpression =>
        !IsLazy ? _type.Read : Parameter.Type.Name == "string" ? "reader.ReadText()" : "reader.ReadLazyBytes()";

    private string WrittenValue =>
        !_type.IsValue ? IsRare ? Storage + "!" : Storage
        : Parameter.IsOptional && !KeepsFlag ? $"{Storage}.GetValueOrDefault()"
        : Storage;

    private static bool IsInLaterWord(TlParameter parameter, TlDefinition owner) =>
        parameter.IsOptional && !parameter.IsBareTrue
        && parameter.FlagsWord != owner.Parameters.First(other => other.IsFlagsWord).Name;
}
