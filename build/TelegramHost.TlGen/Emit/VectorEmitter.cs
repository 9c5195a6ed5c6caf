namespace TelegramHost.TlGen.Emit;

/// <summary>Writes the vector readers and writers of a class that occurs as an item.</summary>
internal static class VectorEmitter
{
    public static void Emit(CodeWriter code, string className, SchemaModel model)
    {
        if (model.VectorItems.Contains(className))
            EmitPair(code, className, "Vector", "reader.ReadVectorHeader()", "writer.WriteVectorHeader(items.Length)",
                $"{className}.Read(ref reader)", "item.Write(ref writer)");
        if (model.BareVectorItems.Contains(className))
            EmitPair(code, className, "BareVector", "reader.ReadCount()", "writer.WriteInt32(items.Length)",
                $"new {className}(ref reader)", "item.WriteFields(ref writer)");
    }

    private static void EmitPair(
        CodeWriter code, string className, string kind, string readHeader, string writeHeader, string readItem, string writeItem)
    {
        code.Line();
        code.Open($"internal static {className}[] Read{kind}(ref TlReader reader)");
        code.Line($"var count = {readHeader};");
        code.Line($"var items = new {className}[TlReader.FirstCapacity(count)];");
        code.Open("for (var i = 0; i < count; i++)");
        code.Line("if (i == items.Length)");
        code.Indented("global::System.Array.Resize(ref items, TlReader.NextCapacity(i, count));");
        // Through a span, since a store into an array of an open class checks the item's type.
        code.Line($"global::System.MemoryExtensions.AsSpan(items)[i] = {readItem};");
        code.Close();
        code.Line();
        code.Line("return items;");
        code.Close();
        code.Line();
        code.Open($"internal static void Write{kind}(ref TlWriter writer, {className}[] items)");
        code.Line($"{writeHeader};");
        code.Line("foreach (var item in items)");
        code.Indented($"{writeItem};");
        code.Close();
    }
}
