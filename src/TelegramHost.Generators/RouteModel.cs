namespace TelegramHost.Generators;

/// <summary>What a route listens to, in the words of <c>TelegramHost.Routing.Route</c>'s factories.</summary>
internal enum ListensTo
{
    Command,
    Text,
    TextPrefix,
    TextRegex,
    Callback,
    Message,
    EditedMessage,
    Update,
}

/// <summary>How a parameter gets its value.</summary>
internal enum BindingKind
{
    /// <summary>A C# expression over <c>context</c>.</summary>
    Expression,

    /// <summary>A word behind a command, or a value of a callback pattern.</summary>
    Argument,
}

/// <summary>How an argument is read, in the words of <c>ArgumentReader</c>.</summary>
internal enum ArgumentKind
{
    Required,
    Optional,
    Nullable,
    RequiredEnum,
    OptionalEnum,
    NullableEnum,
    All,
    Remainder,
    OptionalRemainder,
}

/// <summary>One parameter of a handler.</summary>
/// <param name="Kind">How it gets its value.</param>
/// <param name="Expression">The value, for <see cref="BindingKind.Expression"/>; the fallback of an optional argument otherwise.</param>
/// <param name="Name">The parameter's name, which users see when its argument is wrong.</param>
/// <param name="Type">The type to read, fully qualified, for arguments.</param>
/// <param name="Argument">How to read it.</param>
/// <param name="Capture">Which value of a callback pattern it is; -1 for a word behind a command.</param>
internal sealed record ParameterModel(BindingKind Kind, string Expression, string Name, string Type, ArgumentKind Argument, int Capture);

/// <summary>One route: everything that is emitted for it, and nothing of where it stands in the source.</summary>
internal sealed record RouteModel(
    ListensTo ListensTo,
    EquatableArray<string> Names,
    string? Description,
    int Order,
    string HandlerType,
    string HandlerName,
    string Method,
    bool IsStatic,
    bool ReturnsNothing,
    EquatableArray<ParameterModel> Parameters)
{
    /// <summary>What two routes of the same order must not share; one key for each name of a command.</summary>
    public IEnumerable<string> Keys => ListensTo switch
    {
        ListensTo.Command => Names.Select(name => "the command /" + name.ToLowerInvariant()),
        ListensTo.Text => ["the text \"" + Names[0].ToLowerInvariant() + "\""],
        ListensTo.TextPrefix => ["the text prefix \"" + Names[0].ToLowerInvariant() + "\""],
        ListensTo.TextRegex => ["the regular expression \"" + Names[0] + "\""],
        ListensTo.Callback when Names.Count > 0 => ["the callback pattern \"" + Shape(Names[0]) + "\""],
        ListensTo.Callback => ["every callback"],
        ListensTo.Message => ["every message"],
        ListensTo.EditedMessage => ["every edited message"],
        _ => ["updates of type " + Names[0]],
    };

    private static string Shape(string pattern)
        => Routing.RoutePattern.TryParse(pattern, out var parsed, out _) ? parsed!.Shape : pattern;
}

/// <summary>What was found at one attributed method: its routes, what is wrong with it, and where it stands.</summary>
internal sealed record HandlerFinding(EquatableArray<RouteModel> Routes, EquatableArray<DiagnosticInfo> Diagnostics, LocationInfo? Location);
