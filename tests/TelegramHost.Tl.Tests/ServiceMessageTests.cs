using System.Buffers.Binary;
using System.Reflection;
using TelegramHost.MtProto.Service;
using TelegramHost.TestSupport;
using static TelegramHost.Tl.Tests.TlTesting;

namespace TelegramHost.Tl.Tests;

public sealed class ServiceMessageTests
{
    // They carry any object at all and are read by hand-written code, or are the language's own.
    private static readonly HashSet<string> HandWritten =
        ["vector", "boolTrue", "boolFalse", "true", "null", "rpc_result", "msg_container", "msg_copy", "gzip_packed"];

    private static readonly Dictionary<uint, Type> Classes = new[] { typeof(Pong).Assembly, typeof(Schema.Message).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace is "TelegramHost.MtProto.Service" or "TelegramHost.Schema" && !type.IsAbstract && type.IsAssignableTo(typeof(ITlObject)))
        .ToDictionary(type => (uint)type.GetField("Constructor")!.GetRawConstantValue()!);

    private delegate ITlObject Reader(ref TlReader reader);

    [VectorFact]
    public void Every_service_constructor_has_a_class_with_its_id()
    {
        foreach (var entry in Vectors.Load("10").GetProperty("service_constructor_ids_be").EnumerateObject().Where(entry => !HandWritten.Contains(entry.Name)))
        {
            var id = Convert.ToUInt32(entry.Value.GetString(), 16);
            Assert.True(Classes.TryGetValue(id, out var type), $"{entry.Name}#{id:x8} has no class.");
            var name = string.Concat(entry.Name.Split('_', '.').Select(segment => char.ToUpperInvariant(segment[0]) + segment[1..]));
            Assert.StartsWith(name, type.Name, StringComparison.Ordinal);
        }
    }

    [VectorFact]
    public void Service_examples_are_read_and_written_byte_by_byte()
    {
        var seen = 0;
        foreach (var example in Vectors.Load("10").GetProperty("service_examples").EnumerateArray())
        {
            var bytes = example.Hex("hex");
            if (!Classes.TryGetValue(BinaryPrimitives.ReadUInt32LittleEndian(bytes), out var type) || type.IsGenericTypeDefinition)
                continue;
            var read = type.GetMethod("Read", BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)!.CreateDelegate<Reader>();
            Assert.Equal(bytes, Write(Read(bytes, (ref TlReader reader) => read(ref reader))));
            seen++;
        }

        Assert.True(seen >= 13, $"only {seen} examples had a class");
    }

    [VectorFact]
    public void Future_salts_are_a_bare_vector_of_bare_objects()
    {
        var example = Vectors.Load("10").GetProperty("service_examples").EnumerateArray()
            .Single(example => example.GetProperty("name").GetString()!.StartsWith("future_salts", StringComparison.Ordinal));

        var salts = Read(example.Hex("hex"), (ref TlReader reader) => FutureSalts.Read(ref reader));

        var salt = Assert.Single(salts.Salts);
        Assert.Equal(77, salt.Salt);
        Assert.Equal(0xa3a6d300, (uint)salt.ValidUntil);
    }

    [VectorFact]
    public void A_wrapped_call_is_the_wrapper_before_the_call()
    {
        var example = Vectors.Load("10").GetProperty("service_examples").EnumerateArray()
            .Single(example => example.GetProperty("name").GetString() == "invokeAfterMsg(ping)").Hex("hex");

        var request = new Schema.InvokeAfterMsgRequest<Pong> { MsgId = BinaryPrimitives.ReadInt64LittleEndian(example.AsSpan(4)), Query = new PingRequest { PingId = 5 } };

        Assert.Equal(example, Write(request));
        var reader = new TlReader(example);
        Assert.Equal(request.MsgId, Schema.InvokeAfterMsgRequest<Pong>.ReadWithoutQuery(ref reader).MsgId);
        Assert.Equal(5, PingRequest.Read(ref reader).PingId);
    }
}
