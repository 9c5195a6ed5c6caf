namespace TelegramHost.TlGen.Emit;

/// <summary>Writes the abstract class of a boxed type with several constructors.</summary>
internal static class ParentEmitter
{
    public static void Emit(CodeWriter code, BoxedType type, SchemaModel model, EmitSettings settings)
    {
        code.Line();
        code.Summary($"TL type <c>{type.Name}</c>, one of {type.Constructors.Count} constructors.");
        code.Line($"/// <remarks>Source: {settings.Link("type", type.Name)}</remarks>");
        code.Open($"{settings.Access} abstract class {type.ClassName} : ITlObject");
        code.Line($"private protected {type.ClassName}() {{ }}");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public abstract uint ConstructorId { get; }");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public abstract void Write(ref TlWriter writer);");
        code.Line();
        code.Summary("Reads a constructor id and the object that it announces.");
        code.Open($"public static {type.ClassName} Read(ref TlReader reader)");
        code.Line("var id = reader.ReadConstructor();");
        code.Open("return id switch");
        foreach (var constructor in type.Constructors)
        {
            var name = Names.Pascal(constructor.Name);
            code.Line($"{name}.Constructor => new {name}(ref reader),");
        }

        code.Line($"_ => throw reader.UnknownConstructor(id, \"{type.Name}\"),");
        code.Close(";");
        code.Close();
        VectorEmitter.Emit(code, type.ClassName, model);
        code.Close();
    }
}
