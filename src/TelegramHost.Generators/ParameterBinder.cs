using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TelegramHost.Generators;

/// <summary>Decides for each parameter of a handler where its value comes from.</summary>
internal sealed class ParameterBinder(
    Compilation compilation,
    ListensTo listensTo,
    Routing.RoutePattern? pattern,
    ITypeSymbol? updateType,
    string handler,
    ParameterBinder.Reporter report)
{
    private const string Contexts = "TelegramHost.Contexts";
    private static readonly SymbolDisplayFormat s_qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    private bool _afterLast;
    private bool _afterOptional;

    /// <summary>Says what is wrong; answers false, for short.</summary>
    public delegate bool Reporter(DiagnosticDescriptor descriptor, ISymbol at, string[] arguments);

    /// <summary>The context that comes with what the method listens to.</summary>
    public static string ContextOf(ListensTo listensTo) => listensTo switch
    {
        ListensTo.Command => "CommandContext",
        ListensTo.Callback => "CallbackContext",
        ListensTo.Update => "UpdateContext",
        _ => "MessageContext",
    };

    public bool TryBind(ImmutableArray<IParameterSymbol> parameters, out ImmutableArray<ParameterModel> models)
    {
        var bound = ImmutableArray.CreateBuilder<ParameterModel>();
        var good = true;
        foreach (var parameter in parameters)
        {
            if (Bind(parameter) is { } model)
                bound.Add(model);
            else
                good = false;
        }

        models = bound.ToImmutable();
        return good;
    }

    private ParameterModel? Bind(IParameterSymbol parameter)
    {
        if (HasAttribute(parameter, "TelegramHost.Routing", "RemainderAttribute"))
            return BindRemainder(parameter);
        if (IsContext(parameter.Type))
            return BindContext(parameter);
        if (Expression(parameter) is { } expression)
            return Value(parameter, expression);
        if (parameter.Type.SpecialType == SpecialType.System_String && listensTo is ListensTo.Message or ListensTo.EditedMessage or ListensTo.Text or ListensTo.TextPrefix or ListensTo.TextRegex)
            return Value(parameter, "context.Text");
        if (ReadAs(parameter, out var type) is { } kind)
            return BindArgument(parameter, type, kind);
        return BindService(parameter);
    }

    private ParameterModel? BindContext(IParameterSymbol parameter)
    {
        var offered = ContextOf(listensTo);
        for (ITypeSymbol? type = compilation.GetTypeByMetadataName(Contexts + "." + offered); type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, parameter.Type))
                return Value(parameter, "context");
        }

        report(Diagnostics.Context, parameter, [parameter.Name, handler, parameter.Type.Name, offered]);
        return null;
    }

    /// <summary>What everybody can have, without asking the services.</summary>
    private string? Expression(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (HandlerReader.Is(type, "System.Threading", "CancellationToken", 0))
            return "context.CancellationToken";
        if (HandlerReader.Is(type, "TelegramHost.Client", "ITelegramClient", 0))
            return "context.Client";
        if (HandlerReader.Is(type, "System", "IServiceProvider", 0))
            return "context.Services";
        if (HandlerReader.Is(type, "TelegramHost.Client.Model", "Message", 0) && listensTo is not (ListensTo.Callback or ListensTo.Update))
            return "context.Message";
        for (var offered = OfferedUpdate(); offered is not null; offered = offered.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(offered, type) && type.SpecialType != SpecialType.System_Object)
                return $"(({type.ToDisplayString(s_qualified)})context.Update)";
        }

        return null;
    }

    private ITypeSymbol? OfferedUpdate() => listensTo switch
    {
        ListensTo.Update => updateType,
        ListensTo.Callback => compilation.GetTypeByMetadataName("TelegramHost.Client.Updates.CallbackQuery"),
        ListensTo.EditedMessage => compilation.GetTypeByMetadataName("TelegramHost.Client.Updates.MessageEdited"),
        _ => compilation.GetTypeByMetadataName("TelegramHost.Client.Updates.NewMessage"),
    };

    private ParameterModel? BindRemainder(IParameterSymbol parameter)
    {
        if (parameter.Type.SpecialType != SpecialType.System_String)
            return Fail(Diagnostics.Parameter, parameter, "[Remainder] takes text, so it has to be a string.");
        if (listensTo is ListensTo.Message or ListensTo.EditedMessage or ListensTo.Text or ListensTo.TextPrefix or ListensTo.TextRegex)
            return Value(parameter, "context.Text");
        if (listensTo != ListensTo.Command)
            return Fail(Diagnostics.Parameter, parameter, "[Remainder] takes the text behind a command or of a message.");
        return BindArgument(parameter, parameter.Type, IsOptional(parameter) ? ArgumentKind.OptionalRemainder : ArgumentKind.Remainder);
    }

    private ParameterModel? BindArgument(IParameterSymbol parameter, ITypeSymbol type, ArgumentKind kind)
    {
        var capture = -1;
        if (listensTo == ListensTo.Callback)
        {
            capture = pattern?.Names.ToList().IndexOf(parameter.Name) ?? -1;
            if (capture < 0)
            {
                report(Diagnostics.NotInPattern, parameter, [parameter.Name, handler, pattern?.Text ?? ""]);
                return null;
            }
        }
        else if (listensTo != ListensTo.Command)
        {
            return Fail(Diagnostics.Parameter, parameter, "arguments come with commands and callback patterns only; of a message take string.");
        }
        else if (!CheckPlace(parameter, kind))
        {
            return null;
        }

        return new(BindingKind.Argument, Fallback(parameter, type), parameter.Name, type.ToDisplayString(s_qualified), kind, capture);
    }

    private bool CheckPlace(IParameterSymbol parameter, ArgumentKind kind)
    {
        if (_afterLast)
            return Misplaced(parameter, "nothing is left behind an array or a [Remainder].");
        var optional = kind is not (ArgumentKind.Required or ArgumentKind.RequiredEnum or ArgumentKind.Remainder);
        if (_afterOptional && !optional)
            return Misplaced(parameter, "a required argument can't follow an optional one.");
        _afterOptional |= optional;
        _afterLast = kind is ArgumentKind.All or ArgumentKind.Remainder or ArgumentKind.OptionalRemainder;
        return true;
    }

    /// <summary>Whether the type is read from text, and how.</summary>
    private static ArgumentKind? ReadAs(IParameterSymbol parameter, out ITypeSymbol type)
    {
        type = parameter.Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
            return type.TypeKind == TypeKind.Enum ? ArgumentKind.NullableEnum : IsParsable(type) ? ArgumentKind.Nullable : null;
        }

        if (type is IArrayTypeSymbol { Rank: 1 } array && IsParsable(array.ElementType))
        {
            type = array.ElementType;
            return ArgumentKind.All;
        }

        if (type.TypeKind == TypeKind.Enum)
            return IsOptional(parameter) ? ArgumentKind.OptionalEnum : ArgumentKind.RequiredEnum;
        return IsParsable(type) ? IsOptional(parameter) ? ArgumentKind.Optional : ArgumentKind.Required : null;
    }

    private static bool IsOptional(IParameterSymbol parameter)
        => parameter.HasExplicitDefaultValue || (parameter.Type.IsReferenceType && parameter.NullableAnnotation == NullableAnnotation.Annotated);

    private static bool IsParsable(ITypeSymbol type)
        => type.AllInterfaces.Any(candidate => HandlerReader.Is(candidate, "System", "ISpanParsable", 1)
            && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type));

    private ParameterModel? BindService(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        var isModel = type.ContainingNamespace?.ToDisplayString() is "TelegramHost.Client.Model" or "TelegramHost.Client.Updates";
        if (isModel)
            return Fail(Diagnostics.Parameter, parameter, "it isn't a service; take it from the context.");
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface) || type.SpecialType == SpecialType.System_Object)
            return Fail(Diagnostics.Parameter, parameter, "it is no ISpanParsable<T>, no enum and no service.");
        var name = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(s_qualified);
        var keyed = parameter.GetAttributes().FirstOrDefault(data => HandlerReader.Is(data.AttributeClass, "Microsoft.Extensions.DependencyInjection", "FromKeyedServicesAttribute", 0));
        const string Extensions = "global::Microsoft.Extensions.DependencyInjection.ServiceProvider";
        if (keyed is { ConstructorArguments.Length: 1 })
        {
            var method = IsOptional(parameter) ? "GetKeyedService" : "GetRequiredKeyedService";
            return Value(parameter, $"{Extensions}KeyedServiceExtensions.{method}<{name}>(context.Services, {keyed.ConstructorArguments[0].ToCSharpString()})");
        }

        return Value(parameter, $"{Extensions}ServiceExtensions.{(IsOptional(parameter) ? "GetService" : "GetRequiredService")}<{name}>(context.Services)");
    }

    private static bool IsContext(ITypeSymbol type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (HandlerReader.Is(candidate, Contexts, "UpdateContext", 0))
                return true;
        }

        return false;
    }

    private static bool HasAttribute(IParameterSymbol parameter, string space, string name)
        => parameter.GetAttributes().Any(data => HandlerReader.Is(data.AttributeClass, space, name, 0));

    private static ParameterModel Value(IParameterSymbol parameter, string expression) => new(BindingKind.Expression, expression, parameter.Name, "", default, -1);

    private static string Fallback(IParameterSymbol parameter, ITypeSymbol type)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is not { } value)
            return "default!";
        var literal = value switch
        {
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) + value switch { decimal => "m", float => "f", _ => "" },
        };
        return $"({type.ToDisplayString(s_qualified)})({literal})";
    }

    private ParameterModel? Fail(DiagnosticDescriptor descriptor, IParameterSymbol parameter, string reason)
    {
        report(descriptor, parameter, [parameter.Name, handler, reason]);
        return null;
    }

    private bool Misplaced(IParameterSymbol parameter, string reason) => report(Diagnostics.Place, parameter, [parameter.Name, handler, reason]);
}
