using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TelegramHost.Generators;

/// <summary>A diagnostic as a value: it keeps no syntax tree alive.</summary>
internal sealed record DiagnosticInfo(string Id, LocationInfo? Location, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Diagnostics.ById(Id), Location?.ToLocation(), [.. Arguments]);
}

/// <summary>A place in the source as a value.</summary>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public Location ToLocation() => Location.Create(Path, Span, Lines);

    public static LocationInfo? Of(ISymbol symbol) => Of(symbol.Locations.FirstOrDefault());

    private static LocationInfo? Of(Location? location)
        => location?.SourceTree is { } tree ? new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;
}
