using TelegramHost.TestSupport;
using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Tests;

public sealed class SchemaFileTests
{
    private static readonly string[] ListedIn228 = ["tdlib (228)", "ferogram (228)"];

    [Theory]
    [InlineData("api.tl", 2_446)]
    [InlineData("mtproto.tl", 50)]
    public void Every_id_is_the_crc32_of_its_text(string name, int atLeast)
    {
        var document = Load(name);

        IdCheck.Verify(document, name);

        Assert.True(document.Definitions.Count >= atLeast);
    }

    [Fact]
    public void The_schema_is_of_layer_228() => Assert.Equal(228, Load("api.tl").Layer);

    [VectorFact]
    public void Ids_that_differ_among_layers_are_those_of_layer_228()
    {
        var definitions = Load("api.tl").Definitions.ToDictionary(definition => definition.Name);
        var compared = 0;
        foreach (var entry in Vectors.Load("25").GetProperty("changed").EnumerateObject())
        {
            foreach (var source in ListedIn228)
            {
                if (!entry.Value.TryGetProperty(source, out var id) || id.GetString() is not { Length: 8 } hex)
                    continue;
                Assert.Equal(hex, definitions[entry.Name].Id.ToString("x8"));
                compared++;
            }
        }

        Assert.True(compared >= 40, $"only {compared} ids were compared");
    }

    [VectorFact]
    public void Ids_that_did_not_change_are_the_same_here()
    {
        var definitions = Load("api.tl").Definitions.ToDictionary(definition => definition.Name);
        foreach (var entry in Vectors.Load("25").GetProperty("stable").EnumerateArray())
            Assert.Equal(entry[1].GetString(), definitions[entry[0].GetString()!].Id.ToString("x8"));
    }

    [VectorFact]
    public void Normalisation_follows_the_examples()
    {
        foreach (var example in Vectors.Load("10").GetProperty("constructor_id_crc32").EnumerateArray())
        {
            var text = example.GetProperty("schema").GetString()!;
            Assert.Equal(example.GetProperty("crc_input").GetString(), TlConstructorId.Normalize(text));
            Assert.Equal(example.GetProperty("id").GetString(), TlConstructorId.Compute(text).ToString("x8"));
        }
    }

    private static TlSchemaDocument Load(string name) => TlSchemaParser.Parse(File.ReadAllText(Repository.Schema(name)), name);
}
