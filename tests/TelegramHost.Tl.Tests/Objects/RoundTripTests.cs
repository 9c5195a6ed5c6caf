using TelegramHost.TestSupport;
using Xunit.Abstractions;
using static TelegramHost.Tl.Tests.TlTesting;

namespace TelegramHost.Tl.Tests.Objects;

public sealed class RoundTripTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_class_of_the_layer_comes_back_as_it_was_written()
    {
        var seed = Seed.Next(output.WriteLine);
        var objects = new RandomObjects(new Random(seed));
        foreach (var type in GeneratedTypes.Classes)
        {
            var read = GeneratedTypes.ReaderOf(type);
            for (var i = 0; i < 3; i++)
            {
                var value = objects.Next(type);
                var bytes = Write(value);
                var eager = Read(bytes, (ref TlReader reader) => read(ref reader));
                var lazy = ReadOwned(bytes, (ref TlReader reader) => read(ref reader));

                // A lazily read object is written from the bytes it points at, before and after somebody looked at it.
                Assert.Equal(bytes, Write(lazy));
                Deep.Equal(value, eager, type.Name);
                Deep.Equal(value, lazy, type.Name);
                Assert.Equal(bytes, Write(eager));
                Assert.Equal(bytes, Write(lazy));
            }
        }
    }

    [Fact]
    public void The_parent_reads_each_of_its_constructors()
    {
        var seed = Seed.Next(output.WriteLine);
        var objects = new RandomObjects(new Random(seed));
        foreach (var family in GeneratedTypes.Children)
        {
            var read = GeneratedTypes.ReaderOf(family.Key);
            foreach (var child in family)
                Assert.IsType(child, Read(Write(objects.Next(child)), (ref TlReader reader) => read(ref reader)), exactMatch: true);
            var fault = Fault([1, 2, 3, 4], (ref TlReader reader) => read(ref reader));
            Assert.Equal(TlFormatError.UnknownConstructor, fault.Error);
        }
    }

    [Fact]
    public void Every_class_has_its_own_id()
    {
        Assert.Equal(GeneratedTypes.Classes.Count, GeneratedTypes.Classes.Select(type => GeneratedTypes.DefinitionOf(type).Id).Distinct().Count());
        foreach (var type in GeneratedTypes.Classes)
            Assert.Equal(GeneratedTypes.DefinitionOf(type).Id, ((ITlObject)Activator.CreateInstance(type)!).ConstructorId);
    }
}
