using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TelegramHost.Generators.Tests;

/// <summary>The editor runs the generator at every keystroke; only what concerns a route may make it write again.</summary>
public sealed class IncrementalityTests
{
    private const string Handlers = """
        public class Handlers
        {
            [OnCommand("start")]
            public string Start(CommandContext context, int number = 1) => "hello";
        }
        """;

    [Theory]
    [InlineData("=> \"hello\";", "=> \"something else\";")]
    [InlineData("public class Handlers", "\n\n// a comment above\npublic class Handlers")]
    public void An_edit_that_changes_no_route_writes_nothing_anew(string before, string after)
        => Assert.Equal([IncrementalStepRunReason.Cached], Reasons(Handlers, Handlers.Replace(before, after, StringComparison.Ordinal)).Output);

    [Fact]
    public void A_new_file_without_handlers_writes_nothing_anew()
        => Assert.Equal([IncrementalStepRunReason.Cached], Reasons(Handlers, Handlers, "public class Unrelated;").Output);

    [Theory]
    [InlineData("\"start\"", "\"begin\"")]
    [InlineData("int number = 1", "int number = 2")]
    public void An_edit_that_changes_a_route_writes_anew(string before, string after)
        => Assert.Equal([IncrementalStepRunReason.Modified], Reasons(Handlers, Handlers.Replace(before, after, StringComparison.Ordinal)).Routes);

    private static (IEnumerable<IncrementalStepRunReason> Routes, IEnumerable<IncrementalStepRunReason> Output) Reasons(string before, params string[] after)
    {
        var compilation = GeneratorBench.Compile(before);
        var driver = GeneratorBench.CreateDriver().RunGenerators(compilation);
        var changed = GeneratorBench.Compile(after);
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], changed.SyntaxTrees[0]);
        compilation = compilation.AddSyntaxTrees(changed.SyntaxTrees.Skip(1));

        var result = driver.RunGenerators(compilation).GetRunResult().Results[0];

        return (
            result.TrackedSteps[RouteGenerator.RoutesStep].SelectMany(step => step.Outputs).Select(output => output.Reason),
            result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs)
                .Where(output => output.Value is IEnumerable<object> or System.Runtime.CompilerServices.ITuple)
                .Select(output => output.Reason).Take(1));
    }
}
