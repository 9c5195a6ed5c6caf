using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TelegramHost.Generators;

/// <summary>Reads one attributed method into routes, or says what is wrong with it.</summary>
internal sealed class HandlerReader
{
    private static readonly SymbolDisplayFormat s_qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    private readonly IMethodSymbol _method;
    private readonly ListensTo _attribute;
    private readonly Compilation _compilation;
    private readonly ImmutableArray<DiagnosticInfo>.Builder _diagnostics = ImmutableArray.CreateBuilder<DiagnosticInfo>();

    private HandlerReader(IMethodSymbol method, ListensTo attribute, Compilation compilation)
    {
        _method = method;
        _attribute = attribute;
        _compilation = compilation;
    }

    private string DisplayName => _method.ContainingType.Name + "." + _method.Name;

    public static HandlerFinding Read(GeneratorAttributeSyntaxContext context, ListensTo attribute)
    {
        var reader = new HandlerReader((IMethodSymbol)context.TargetSymbol, attribute, context.SemanticModel.Compilation);
        var routes = ImmutableArray.CreateBuilder<RouteModel>();
        if (reader.CheckMethod() & reader.CheckClass() & reader.CheckReturnType())
        {
            foreach (var data in context.Attributes)
            {
                if (reader.ReadRoute(data) is { } route)
                    routes.Add(route);
            }
        }

        return new(new(routes.ToImmutable()), new(reader._diagnostics.ToImmutable()), LocationInfo.Of(context.TargetSymbol));
    }

    private bool CheckMethod()
    {
        var fault = _method switch
        {
            { IsGenericMethod: true } => "it is generic.",
            { DeclaredAccessibility: not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal) } => "it has to be public or internal.",
            { IsAsync: true, ReturnsVoid: true } => "it is async void, so nobody sees its end or its errors; let it return Task.",
            _ when _method.Parameters.Any(parameter => parameter.RefKind != RefKind.None) => "it has ref, in or out parameters.",
            _ => null,
        };
        return fault is null || Report(Diagnostics.Method, DisplayName, fault);
    }

    private bool CheckClass()
    {
        var type = _method.ContainingType;
        string? fault = null;
        for (var outer = type; outer is not null && fault is null; outer = outer.ContainingType)
        {
            fault = outer switch
            {
                { IsGenericType: true } => "it is generic.",
                { DeclaredAccessibility: not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal) } => "it has to be public or internal.",
                { IsFileLocal: true } => "it is file-local.",
                _ => null,
            };
        }

        if (fault is null && !_method.IsStatic)
        {
            if (type.IsAbstract)
                fault = "it is abstract; put the attribute where the class can be made.";
            else if (type.TypeKind != TypeKind.Class)
                fault = "it isn't a class.";
        }

        return fault is null || Report(Diagnostics.Class, type.Name, fault);
    }

    private bool CheckReturnType()
    {
        if (_method.ReturnsVoid)
            return true;
        var type = _method.ReturnType;
        var known = IsResult(type) || Is(type, "System.Threading.Tasks", "Task", 0) || Is(type, "System.Threading.Tasks", "ValueTask", 0)

            // The value of any other Task<T> is nobody's business: "=> context.ReplyAsync(…)" is a fine handler.
            || Is(type, "System.Threading.Tasks", "Task", 1)
            || (Is(type, "System.Threading.Tasks", "ValueTask", 1) && IsResult(((INamedTypeSymbol)type).TypeArguments[0]));
        return known || Report(Diagnostics.ReturnType, DisplayName, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
    }

    private static bool IsResult(ITypeSymbol type) => type.SpecialType == SpecialType.System_String
        || Is(type, "TelegramHost.Routing", "HandlerResult", 0)
        || Is(type, "TelegramHost.Client.Model", "OutgoingMessage", 0);

    private RouteModel? ReadRoute(AttributeData attribute)
    {
        var listensTo = _attribute;
        if (!TryReadNames(attribute, ref listensTo, out var names, out var pattern))
            return null;
        var updateType = attribute.AttributeClass is { IsGenericType: true } generic ? generic.TypeArguments[0] : null;
        if (updateType is not null)
            names = [updateType.ToDisplayString(s_qualified)];
        var binder = new ParameterBinder(_compilation, listensTo, pattern, updateType, DisplayName, (descriptor, symbol, arguments) => Report(descriptor, symbol, arguments));
        if (!binder.TryBind(_method.Parameters, out var parameters))
            return null;
        return new(
            listensTo,
            new(names),
            attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Description").Value.Value as string,
            ReadOrder(),
            _method.ContainingType.ToDisplayString(s_qualified),
            DisplayName,
            _method.Name,
            _method.IsStatic,
            _method.ReturnsVoid,
            new(parameters));
    }

    private int ReadOrder()
    {
        var attribute = _method.GetAttributes().FirstOrDefault(data => Is(data.AttributeClass, "TelegramHost.Routing", "OrderAttribute", 0));
        return attribute?.ConstructorArguments.FirstOrDefault().Value as int? ?? 0;
    }

    private bool TryReadNames(AttributeData attribute, ref ListensTo listensTo, out ImmutableArray<string> names, out Routing.RoutePattern? pattern)
    {
        names = [];
        pattern = null;
        switch (listensTo)
        {
            case ListensTo.Command:
                return TryReadCommands(attribute, out names);
            case ListensTo.Text:
                return TryReadText(attribute, ref listensTo, out names);
            case ListensTo.Callback when attribute.ConstructorArguments.FirstOrDefault().Value is string text:
                names = [text];
                return Routing.RoutePattern.TryParse(text, out pattern, out var error) || Report(Diagnostics.Pattern, text, DisplayName, error!);
            default:
                return true;
        }
    }

    private bool TryReadCommands(AttributeData attribute, out ImmutableArray<string> names)
    {
        var argument = attribute.ConstructorArguments.FirstOrDefault();
        names = argument.Kind == TypedConstantKind.Array && !argument.IsNull ? [.. argument.Values.Select(value => value.Value as string ?? "")] : [];
        if (names.IsEmpty)
            return Report(Diagnostics.CommandName, "", DisplayName);
        foreach (var name in names)
        {
            if (name.Length is 0 or > 32 || name.Any(character => character is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_')))
                return Report(Diagnostics.CommandName, name, DisplayName);
        }

        return true;
    }

    private bool TryReadText(AttributeData attribute, ref ListensTo listensTo, out ImmutableArray<string> names)
    {
        names = [];
        var set = attribute.NamedArguments.Where(argument => argument.Value.Value is string { Length: > 0 }).ToArray();
        if (set.Length != 1)
            return Report(Diagnostics.Text, DisplayName, "has to set exactly one of Exact, Prefix and Regex");
        var text = (string)set[0].Value.Value!;
        names = [text];
        listensTo = set[0].Key switch { "Exact" => ListensTo.Text, "Prefix" => ListensTo.TextPrefix, _ => ListensTo.TextRegex };
        if (listensTo != ListensTo.TextRegex)
            return true;
        try
        {
            _ = new System.Text.RegularExpressions.Regex(text);
            return true;
        }
        catch (ArgumentException exception)
        {
            return Report(Diagnostics.Text, DisplayName, "has no regular expression: " + exception.Message);
        }
    }

    private bool Report(DiagnosticDescriptor descriptor, params string[] arguments) => Report(descriptor, _method, arguments);

    private bool Report(DiagnosticDescriptor descriptor, ISymbol at, string[] arguments)
    {
        _diagnostics.Add(new(descriptor.Id, LocationInfo.Of(at), new([.. arguments])));
        return false;
    }

    internal static bool Is(ITypeSymbol? type, string space, string name, int arity)
        => type is INamedTypeSymbol named && named.Name == name && named.Arity == arity && named.ContainingNamespace?.ToDisplayString() == space;
}
