using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Emit;

/// <summary>Writes the class of a constructor or a function.</summary>
internal static class ClassEmitter
{
    public static void EmitConstructor(CodeWriter code, TlDefinition constructor, BoxedType type, SchemaModel model, EmitSettings settings)
    {
        var name = Names.Pascal(constructor.Name);
        var fields = Fields(constructor, name, model, settings);
        code.Line();
        code.Summary($"TL constructor <c>{constructor.Name}</c>.");
        code.Line($"/// <remarks>Source: {settings.Link("constructor", constructor.Name)}</remarks>");
        code.Open($"{settings.Access} sealed class {name} : {(type.IsAbstract ? type.ClassName : "ITlObject")}{model.PeerBearers.BaseOf(constructor)}");
        Head(code, constructor, name, type.IsAbstract ? "override " : "");
        PropertyEmitter.Emit(code, fields);
        var isDeep = fields.Any(field => model.LeadsBack(field.Parameter.Type, type.Name));
        BodyEmitter.EmitReadingConstructor(code, constructor, name, fields, isDeep);
        Read(code, name, constructor.Name, type.IsAbstract ? "new " : "");
        BodyEmitter.EmitWrite(code, constructor, fields, type.IsAbstract ? "override " : "", model.BareVectorItems.Contains(name));
        if (!type.IsAbstract || model.BareVectorItems.Contains(name))
            VectorEmitter.Emit(code, name, model);
        model.PeerBearers.Emit(code, constructor, fields);
        code.Close();
    }

    public static void EmitFunction(CodeWriter code, TlDefinition function, string name, SchemaModel model, EmitSettings settings)
    {
        var isGeneric = function.Generics.Count > 0;
        var fields = Fields(function, name, model, settings);
        var query = fields.FirstOrDefault(field => field.Parameter.Type.IsFunctionOf);
        var result = isGeneric
            ? new FieldType("TResult", false, $"{query?.Property}.ReadResult(ref reader)", "")
            : FieldType.Of(function.Result, model, settings);
        if (isGeneric && (query is null || fields[^1] != query))
            throw new TlGenException($"'{function.Name}' is generic, but its query is not its last field.");

        code.Line();
        code.Summary($"TL function <c>{function.Name}</c>.");
        if (isGeneric)
            code.Line("/// <typeparam name=\"TResult\">What the wrapped function answers.</typeparam>");
        code.Line($"/// <remarks>Source: {settings.Link("method", function.Name)}</remarks>");
        code.Open($"{settings.Access} sealed class {name}{(isGeneric ? "<TResult>" : "")} : ITlRequest<{result.Name}>");
        Head(code, function, name, "");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public string MethodName => \"{function.Name}\";");
        PropertyEmitter.Emit(code, fields);
        BodyEmitter.EmitReadingConstructor(code, function, name, fields, false);
        if (isGeneric)
            ReadWithoutQuery(code, function, name);
        else
            Read(code, name, function.Name, "");
        BodyEmitter.EmitWrite(code, function, fields, "", false);
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public {result.Name} ReadResult(ref TlReader reader) => {result.Read};");
        code.Close();
    }

    private static List<Field> Fields(TlDefinition definition, string className, SchemaModel model, EmitSettings settings)
    {
        var fields = definition.Parameters.Where(parameter => !parameter.IsFlagsWord)
            .Select(parameter => new Field(parameter, definition, className, model, settings)).ToList();
        if (fields.GroupBy(field => field.Property).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new TlGenException($"'{definition.Name}' would have two properties named {twice.Key}.");
        return fields;
    }

    private static void Head(CodeWriter code, TlDefinition definition, string name, string modifier)
    {
        code.Summary("The id on the wire.");
        code.Line($"public const uint Constructor = 0x{definition.Id:x8};");
        code.Line();
        code.Summary("An object to be filled.");
        code.Line($"public {name}() {{ }}");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public {modifier}uint ConstructorId => Constructor;");
    }

    private static void Read(CodeWriter code, string name, string tlName, string modifier)
    {
        code.Line();
        code.Summary("Reads the id, which must be this one's, and the fields.");
        code.Open($"public static {modifier}{name} Read(ref TlReader reader)");
        code.Line($"reader.ExpectConstructor(Constructor, \"{tlName}\");");
        code.Line($"return new {name}(ref reader);");
        code.Close();
    }

    private static void ReadWithoutQuery(CodeWriter code, TlDefinition function, string name)
    {
        code.Line();
        code.Summary("Reads the id and the fields up to the wrapped function, which stays unread: only its sender knows its type. The query is null.");
        code.Open($"public static {name}<TResult> ReadWithoutQuery(ref TlReader reader)");
        code.Line($"reader.ExpectConstructor(Constructor, \"{function.Name}\");");
        code.Line($"return new {name}<TResult>(ref reader);");
        code.Close();
    }
}
