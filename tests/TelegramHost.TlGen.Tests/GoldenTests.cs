using TelegramHost.TlGen.Emit;
using TelegramHost.TlSchema;

namespace TelegramHost.TlGen.Tests;

/// <summary>The generated code for a small schema, kept beside the tests: a change of the emitter shows in a review.</summary>
/// <remarks>With the environment variable UPDATE_GOLDEN=1 the files are written anew.</remarks>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "TelegramHost.TlGen.Tests", "Golden");

    [Fact]
    public void The_sample_schema_becomes_the_expected_files()
    {
        var document = TlSchemaParser.Parse(File.ReadAllText(Path.Combine(Folder, "sample.tl")), "sample.tl");

        var files = SchemaEmitter.Emit(document, new EmitSettings("Sample", IsInternal: false, IsMtProto: false));

        var expected = Path.Combine(Folder, "expected");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            OutputFolder.Write(expected, files);
        Assert.Equal(Directory.GetFiles(expected).Select(Path.GetFileName).Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in files)
            Assert.Equal(File.ReadAllText(Path.Combine(expected, name)).ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Definitions_that_carry_any_object_are_left_to_hand_written_code()
    {
        var document = TlSchemaParser.Parse(File.ReadAllText(Path.Combine(Folder, "sample.tl")), "sample.tl");

        var files = SchemaEmitter.Emit(document, new EmitSettings("Sample", IsInternal: true, IsMtProto: true));

        Assert.DoesNotContain(files.Keys, name => name.StartsWith("Wrapped", StringComparison.Ordinal));
        Assert.All(files.Values, text => Assert.DoesNotContain("public sealed class", text, StringComparison.Ordinal));
    }
}
