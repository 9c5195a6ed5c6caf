namespace TelegramHost.TlGen.Emit;

/// <summary>Writes the properties of a class.</summary>
internal static class PropertyEmitter
{
    public static void Emit(CodeWriter code, IReadOnlyList<Field> fields)
    {
        EmitBackings(code, fields);
        foreach (var field in fields)
        {
            code.Line();
            code.Summary($"<c>{Describe(field)}</c>");
            var head = $"public {(field.Parameter.IsOptional ? "" : "required ")}{field.PropertyType} {field.Property}";
            var sure = field.Parameter.IsOptional ? "" : "!";
            if (field.KeepsFlag && field.IsBareTrue)
                code.Line($"{head} {{ get => {field.IsPresent}; set => {SetFlag(field, "value")}; }}");
            else if (field.KeepsFlag)
                EmitOptionalValue(code, field, head);
            else if (field.IsRare)
                EmitRare(code, field, head);
            else if (field.IsLazy)
                code.Line($"{head} {{ get => {field.Storage}.GetValue(){sure}; set => {field.Storage} = new {field.LazyType}(value); }}");
            else
                code.Line($"{head} {{ get; set; }}");
        }

        EmitRareFields(code, fields);
    }

    private static void EmitBackings(CodeWriter code, IReadOnlyList<Field> fields)
    {
        var lines = fields.Where(field => field.KeepsFlag).Select(field => $"private int {field.FlagsBacking};").Distinct()
            .Concat(fields.Where(field => field.IsRare).Select(_ => "private RareFields? _rare;").Distinct())
            .Concat(fields.Where(field => field.HasPlainBacking).Select(field => $"private {field.PlainType} {field.Storage};"))
            .Concat(fields.Where(field => field.IsLazy && !field.IsRare).Select(field => $"private {field.LazyType} {field.Storage};"))
            .ToList();
        if (lines.Count > 0)
            code.Line();
        foreach (var line in lines)
            code.Line(line);
    }

    private static void EmitOptionalValue(CodeWriter code, Field field, string head)
    {
        code.Open(head);
        code.Line($"get => {field.IsPresent} ? {field.Storage} : null;");
        code.Open("set");
        code.Line($"{SetFlag(field, "value.HasValue")};");
        if (field.IsRare)
        {
            code.Line("if (value.HasValue)");
            code.Indented($"(_rare ??= new RareFields()).{field.Property} = value.GetValueOrDefault();");
        }
        else
        {
            code.Line($"{field.Storage} = value.GetValueOrDefault();");
        }

        code.Close();
        code.Close();
    }

    private static void EmitRare(CodeWriter code, Field field, string head)
    {
        code.Open(head);
        code.Line(field.IsLazy ? $"get => _rare is null ? null : _rare.{field.Property}.GetValue();" : $"get => _rare?.{field.Property};");
        code.Open("set");
        code.Line("if (value is not null || _rare is not null)");
        code.Indented($"(_rare ??= new RareFields()).{field.Property} = {(field.IsLazy ? $"new {field.LazyType}(value)" : "value")};");
        code.Close();
        code.Close();
    }

    private static void EmitRareFields(CodeWriter code, IReadOnlyList<Field> fields)
    {
        if (!fields.Any(field => field.IsRare))
            return;
        code.Line();
        code.Open("private sealed class RareFields");
        foreach (var field in fields.Where(field => field.IsRare))
            code.Line($"public {(field.IsLazy ? field.LazyType : field.KeepsFlag ? field.PlainType : field.PropertyType)} {field.Property};");
        code.Close();
    }

    private static string SetFlag(Field field, string condition) =>
        $"{field.FlagsBacking} = {condition} ? {field.FlagsBacking} | {field.Mask} : {field.FlagsBacking} & ~{field.Mask}";

    private static string Describe(Field field)
    {
        var parameter = field.Parameter;
        var condition = parameter.IsOptional ? $"{parameter.FlagsWord}.{parameter.FlagBit}?" : "";
        return $"{parameter.Name}:{condition}{parameter.Type}".Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
    }
}
