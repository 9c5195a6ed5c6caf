using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TelegramHost.Generators;

/// <summary>Finds the methods with <c>[OnCommand]</c> and its siblings and emits their routes and <c>AddHandlers()</c>.</summary>
/// <remarks>
/// Routes and diagnostics go separate ways: routes know nothing of where they stand, so an edit elsewhere in a file generates nothing anew.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class RouteGenerator : IIncrementalGenerator
{
    internal const string RoutesStep = "Routes";

    private static readonly (string Attribute, ListensTo ListensTo)[] s_attributes =
    [
        ("OnCommandAttribute", ListensTo.Command),
        ("OnTextAttribute", ListensTo.Text),
        ("OnCallbackAttribute", ListensTo.Callback),
        ("OnMessageAttribute", ListensTo.Message),
        ("OnEditedMessageAttribute", ListensTo.EditedMessage),
        ("OnUpdateAttribute`1", ListensTo.Update),
    ];

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var isUser = context.CompilationProvider.Select(static (compilation, _) => UsesTelegramHost(compilation));
        var findings = context.CompilationProvider.Select(static (_, _) => ImmutableArray<HandlerFinding>.Empty);
        foreach (var (attribute, listensTo) in s_attributes)
        {
            var found = context.SyntaxProvider.ForAttributeWithMetadataName(
                "TelegramHost.Routing." + attribute,
                static (node, _) => node is MethodDeclarationSyntax,
                (match, _) => HandlerReader.Read(match, listensTo)).Collect();
            findings = findings.Combine(found).Select(static (pair, _) => pair.Left.AddRange(pair.Right));
        }

        var routes = findings
            .Select(static (all, _) => new EquatableArray<RouteModel>([.. all.SelectMany(finding => finding.Routes)]))
            .WithTrackingName(RoutesStep);
        context.RegisterSourceOutput(routes.Combine(isUser), static (output, pair) =>
        {
            if (pair.Right)
                output.AddSource("TelegramHandlers.g.cs", SourceText.From(RouteEmitter.Emit(pair.Left, Version), Encoding.UTF8));
        });
        context.RegisterSourceOutput(findings, static (output, all) => Report(output, all));
    }

    private static string Version => typeof(RouteGenerator).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>TelegramHost itself has the attributes but no handlers, and strangers have neither.</summary>
    private static bool UsesTelegramHost(Compilation compilation)
        => compilation.GetTypeByMetadataName("TelegramHost.Routing.Route") is { } route
            && !SymbolEqualityComparer.Default.Equals(route.ContainingAssembly, compilation.Assembly);

    private static void Report(SourceProductionContext output, ImmutableArray<HandlerFinding> findings)
    {
        foreach (var diagnostic in findings.SelectMany(finding => finding.Diagnostics))
            output.ReportDiagnostic(diagnostic.ToDiagnostic());

        var entries = findings.SelectMany(finding => finding.Routes.SelectMany(route => route.Keys.Select(key => (Key: key, Route: route, finding.Location))));
        foreach (var group in entries.GroupBy(entry => (entry.Key, entry.Route.Order)))
        {
            var first = group.First().Route;
            foreach (var other in group.Skip(1).Where(entry => !ReferenceEquals(entry.Route, first)))
                output.ReportDiagnostic(Diagnostic.Create(Diagnostics.Duplicate, other.Location?.ToLocation(), first.HandlerName, other.Route.HandlerName, other.Key));
        }
    }
}
