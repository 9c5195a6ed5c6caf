using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TelegramHost.Generators.Tests;

/// <summary>Runs the generator over a piece of source, against the real TelegramHost.</summary>
internal static class GeneratorBench
{
    private const string Usings = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using TelegramHost.Client;
        using TelegramHost.Client.Model;
        using TelegramHost.Client.Updates;
        using TelegramHost.Contexts;
        using TelegramHost.Routing;

        """;

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("TelegramHost.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "A.Bot",
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(Usings + source, path: $"File{index}.cs")),
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new RouteGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generated file, after asserting that everything compiles without a warning and nothing was reported.</summary>
    public static string Generate(string source)
    {
        CreateDriver().RunGeneratorsAndUpdateCompilation(Compile(source), out var output, out var diagnostics);

        Assert.Empty(diagnostics);
        Assert.DoesNotContain(output.GetDiagnostics(), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        return output.SyntaxTrees.Last().ToString();
    }

    /// <summary>What the generator reports, as "THG001 at line text: message".</summary>
    public static IReadOnlyList<Diagnostic> Diagnose(string source)
    {
        CreateDriver().RunGeneratorsAndUpdateCompilation(Compile(source), out var output, out var diagnostics);

        // Whatever is wrong with a handler, the generated file itself always compiles.
        Assert.DoesNotContain(
            output.SyntaxTrees.Skip(1).SelectMany(tree => output.GetSemanticModel(tree).GetDiagnostics()),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return diagnostics;
    }
}
