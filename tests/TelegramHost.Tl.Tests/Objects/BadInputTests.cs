using System.Buffers.Binary;
using TelegramHost.TestSupport;
using Xunit.Abstractions;
using static TelegramHost.Tl.Tests.TlTesting;

namespace TelegramHost.Tl.Tests.Objects;

public sealed class BadInputTests(ITestOutputHelper output)
{
    [Fact]
    public void An_object_cut_at_any_byte_gives_the_documented_error()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        var objects = new RandomObjects(random);
        for (var i = 0; i < 400; i++)
        {
            var type = GeneratedTypes.Classes[random.Next(GeneratedTypes.Classes.Count)];
            var read = GeneratedTypes.ReaderOf(type);
            var bytes = Write(objects.Next(type));
            for (var cut = 0; cut < bytes.Length; cut += cut < 256 ? 1 : random.Next(1, 200))
            {
                // Some objects end in optional bytes of nothing; a cut one never reads to its end.
                ExpectFaultOrValue(read, bytes.AsSpan(0, cut).ToArray(), mustFail: true);
            }
        }
    }

    [Fact]
    public void Random_changes_give_an_object_or_the_documented_error()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        var objects = new RandomObjects(random);
        for (var i = 0; i < 3_000; i++)
        {
            var type = GeneratedTypes.Classes[random.Next(GeneratedTypes.Classes.Count)];
            var read = GeneratedTypes.ReaderOf(type);
            var bytes = Write(objects.Next(type));
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            ExpectFaultOrValue(read, bytes, mustFail: false);
        }
    }

    [Fact]
    public void Garbage_behind_a_right_id_gives_an_object_or_the_documented_error()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        foreach (var type in GeneratedTypes.Classes)
        {
            var read = GeneratedTypes.ReaderOf(type);
            for (var i = 0; i < 4; i++)
            {
                var bytes = new byte[random.Next(4, 600)];
                random.NextBytes(bytes);
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, GeneratedTypes.DefinitionOf(type).Id);
                ExpectFaultOrValue(read, bytes, mustFail: false);
            }
        }
    }

    [Fact]
    public void Objects_nested_too_deeply_are_refused_before_the_stack_ends()
    {
        var bytes = new byte[400_000];
        for (var i = 0; i < bytes.Length; i += 4)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i), Schema.TextBold.Constructor);

        var fault = Fault(bytes, (ref TlReader reader) => Schema.RichTextBase.Read(ref reader));

        Assert.Equal(TlFormatError.TooDeep, fault.Error);
    }

    [Fact]
    public void A_hundred_levels_are_read()
    {
        Schema.RichTextBase text = new Schema.TextPlain { Text = "core" };
        for (var i = 0; i < 100; i++)
            text = new Schema.TextBold { Text = text };

        var bytes = Write(text);

        Assert.Equal(bytes, Write(Read(bytes, (ref TlReader reader) => Schema.RichTextBase.Read(ref reader))));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(1_000)]
    public void A_vector_of_more_items_than_bytes_is_refused_without_room_for_them(int count)
    {
        var bytes = new byte[400];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Schema.JsonArray.Constructor);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), TlReader.VectorId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), count);

        var fault = Fault(bytes, (ref TlReader reader) => Schema.JSONValueBase.Read(ref reader));

        Assert.Equal(TlFormatError.BadCount, fault.Error);
    }

    [Fact]
    public void Nested_vectors_that_all_claim_the_rest_do_not_multiply_memory()
    {
        var bytes = new byte[1 << 20];
        for (var i = 0; i + 12 <= bytes.Length; i += 12)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i), Schema.JsonArray.Constructor);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i + 4), TlReader.VectorId);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i + 8), (bytes.Length - i - 12) / 4);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<TlFormatException>(() =>
        {
            var reader = new TlReader(bytes);
            Schema.JSONValueBase.Read(ref reader);
        });

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes.Length);
    }

    private static void ExpectFaultOrValue(GeneratedTypes.Reader read, byte[] bytes, bool mustFail)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var failed = false;
        try
        {
            var reader = new TlReader(bytes);
            read(ref reader);
        }
        catch (TlFormatException)
        {
            failed = true;
        }

        Assert.True(failed || !mustFail, "a cut object was read");
        // Objects are larger than their bytes, but by a bounded factor; 64 KiB leaves room for an exception and first uses.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (200L * bytes.Length) + 65_536);
    }
}
