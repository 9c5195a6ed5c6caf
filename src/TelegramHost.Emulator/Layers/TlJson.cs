using System.Globalization;
using System.Text;
using System.Text.Json;
using TelegramHost.TlSchema;

namespace TelegramHost.Emulator.Layers;

/// <summary>Shows nodes as JSON, with the schema's names: <c>{"_":"peerUser","user_id":"5"}</c>.</summary>
/// <remarks>A <c>long</c> is written as a string, because JSON readers round numbers of that size.</remarks>
internal static class TlJson
{
    private const int MaxBytesShown = 64;

    // Shown to whoever looks over the developer's shoulder, so credentials stay out.
    private static readonly HashSet<string> Secrets = new(StringComparer.Ordinal) { "bot_auth_token", "api_hash", "encrypted_message" };

    public static string Of(TlNode node) => Write(writer => WriteNode(writer, node));

    /// <summary>The JSON of a value of a known type, such as the answer to a function.</summary>
    public static string Of(object value, TlType type) => Write(writer => WriteValue(writer, value, type));

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { MaxDepth = 512, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteNode(Utf8JsonWriter writer, TlNode node)
    {
        writer.WriteStartObject();
        writer.WriteString("_", node.Name);
        for (var i = 0; i < node.Values.Length; i++)
        {
            var field = node.Definition.Fields[i];
            if (field.IsFlagsWord || node.Values[i] is not { } value)
                continue;
            writer.WritePropertyName(field.Name);
            if (Secrets.Contains(field.Name))
                writer.WriteStringValue("(hidden)");
            else
                WriteValue(writer, value, field.Type);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object value, TlType type)
    {
        switch (value)
        {
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case byte[] text when type.Name == "string":
                writer.WriteStringValue(Encoding.UTF8.GetString(text));
                break;
            case byte[] bytes:
                writer.WriteStringValue(Show(bytes));
                break;
            case List<object?> items:
                writer.WriteStartArray();
                foreach (var item in items)
                    WriteValue(writer, item!, type.Item!);
                writer.WriteEndArray();
                break;
            case TlNode node:
                WriteNode(writer, node);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static string Show(byte[] bytes) => bytes.Length <= MaxBytesShown
        ? Convert.ToHexStringLower(bytes)
        : $"{Convert.ToHexStringLower(bytes.AsSpan(0, MaxBytesShown))}… ({bytes.Length} bytes)";
}
