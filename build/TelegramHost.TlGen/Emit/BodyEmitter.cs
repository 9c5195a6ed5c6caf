using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Emit;

/// <summary>Writes the code that reads and writes fields.</summary>
internal static class BodyEmitter
{
    public static void EmitReadingConstructor(CodeWriter code, TlDefinition definition, string name, IReadOnlyList<Field> fields, bool isDeep)
    {
        code.Line();
        code.Line("[SetsRequiredMembers]");
        code.Open($"internal {name}(ref TlReader reader)");
        if (isDeep)
            code.Line("reader.Enter();");
        foreach (var parameter in definition.Parameters)
        {
            if (parameter.IsFlagsWord)
                ReadFlags(code, parameter.Name, fields);
            else
                ReadField(code, fields.Single(field => field.Parameter == parameter));
        }

        if (isDeep)
            code.Line("reader.Leave();");
        code.Close();
    }

    public static void EmitWrite(CodeWriter code, TlDefinition definition, IReadOnlyList<Field> fields, string modifier, bool isAlsoBare)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open($"public {modifier}void Write(ref TlWriter writer)");
        code.Line("writer.WriteConstructor(Constructor);");
        if (isAlsoBare)
        {
            code.Line("WriteFields(ref writer);");
            code.Close();
            code.Line();
            code.Open("internal void WriteFields(ref TlWriter writer)");
        }

        foreach (var parameter in definition.Parameters)
        {
            if (parameter.IsFlagsWord)
                WriteFlags(code, parameter.Name, fields);
            else
                WriteField(code, fields.Single(field => field.Parameter == parameter));
        }

        code.Close();
    }

    private static void ReadFlags(CodeWriter code, string word, IReadOnlyList<Field> fields)
    {
        var ofWord = fields.Where(field => field.Parameter.FlagsWord == word).ToList();
        code.Line(ofWord.Count > 0 ? $"var {word} = reader.ReadInt32();" : "reader.ReadInt32();");
        if (KeptMask(ofWord) is { } mask)
            code.Line($"_{word} = {word} & {mask};");
    }

    private static string? KeptMask(IEnumerable<Field> fields)
    {
        var mask = fields.Where(field => field.KeepsFlag).Aggregate(0u, (sum, field) => sum | (1u << field.Parameter.FlagBit));
        return mask switch
        {
            0 => null,
            > int.MaxValue => $"unchecked((int)0x{mask:x})",
            _ => $"0x{mask:x}",
        };
    }

    private static void ReadField(CodeWriter code, Field field)
    {
        var parameter = field.Parameter;
        var isSet = $"({parameter.FlagsWord} & {field.Mask}) != 0";
        if (field.IsBareTrue)
        {
            if (!field.KeepsFlag)
                code.Line($"{field.Property} = {isSet};");
            return;
        }

        if (!parameter.IsOptional)
        {
            code.Line(field.ReadStatement);
            return;
        }

        code.Line($"if ({isSet})");
        code.Indented(field.ReadStatement);
    }

    private static void WriteFlags(CodeWriter code, string word, IReadOnlyList<Field> fields)
    {
        var ofWord = fields.Where(field => field.Parameter.FlagsWord == word).ToList();
        code.Line($"var {word} = {(KeptMask(ofWord) is null ? "0" : "_" + word)};");
        foreach (var bit in ofWord.Where(field => !field.KeepsFlag).GroupBy(field => field.Mask))
        {
            code.Line($"if ({string.Join(" || ", bit.Select(field => field.IsPresent))})");
            code.Indented($"{word} |= {bit.Key};");
        }

        code.Line($"writer.WriteInt32({word});");
    }

    private static void WriteField(CodeWriter code, Field field)
    {
        if (field.IsBareTrue)
            return;
        if (!field.Parameter.IsOptional)
        {
            code.Line(field.WriteStatement);
            return;
        }

        if (!field.SharesFlag)
        {
            code.Line($"if ({field.IsPresent})");
            code.Indented(field.WriteStatement);
            return;
        }

        code.Open($"if (({field.Parameter.FlagsWord} & {field.Mask}) != 0)");
        code.Line($"if (!({field.IsPresent}))");
        code.Indented($"throw TlWriter.MissingField(\"{field.FullName}\");");
        code.Line(field.WriteStatement);
        code.Close();
    }
}
