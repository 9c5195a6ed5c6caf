using Microsoft.CodeAnalysis;

namespace TelegramHost.Generators;

/// <summary>Everything that the generator finds fault with; docs/diagnostics.md explains each.</summary>
internal static class Diagnostics
{
    public static readonly DiagnosticDescriptor Method = Error("THG001", "Handler method can't be called", "{0} can't be a handler: {1}");
    public static readonly DiagnosticDescriptor ReturnType = Error("THG002", "Handler's return type is unknown", "{0} returns {1}; a handler returns nothing, string, OutgoingMessage or HandlerResult, plain or in a Task or ValueTask");
    public static readonly DiagnosticDescriptor Parameter = Error("THG003", "Handler's parameter can't be bound", "Parameter {0} of {1} can't be bound: {2}");
    public static readonly DiagnosticDescriptor Duplicate = Error("THG004", "Two handlers listen to the same", "Both {0} and {1} listen to {2}; give one of them another [Order] or remove it");
    public static readonly DiagnosticDescriptor CommandName = Error("THG005", "Command name is wrong", "\"{0}\" of {1} is no command: 1 to 32 Latin letters, digits or underscores, without the slash");
    public static readonly DiagnosticDescriptor Pattern = Error("THG006", "Callback pattern can't be read", "The pattern \"{0}\" of {1} {2}");
    public static readonly DiagnosticDescriptor NotInPattern = Error("THG007", "Parameter isn't in the callback pattern", "The pattern \"{2}\" has no {{{0}}} for the parameter of {1}");
    public static readonly DiagnosticDescriptor Class = Error("THG008", "Handler class can't be made", "{0} can't hold handlers: {1}");
    public static readonly DiagnosticDescriptor Text = Error("THG009", "OnText says too little, too much or nonsense", "[OnText] of {0} {1}");
    public static readonly DiagnosticDescriptor Place = Error("THG010", "Parameter stands in the wrong place", "Parameter {0} of {1} stands in the wrong place: {2}");
    public static readonly DiagnosticDescriptor Context = Error("THG011", "Context doesn't fit the attribute", "Parameter {0} of {1} is a {2}, but this attribute comes with a {3}");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [Method, ReturnType, Parameter, Duplicate, CommandName, Pattern, NotInPattern, Class, Text, Place, Context];

    public static DiagnosticDescriptor ById(string id) => All.First(descriptor => descriptor.Id == id);

    private static DiagnosticDescriptor Error(string id, string title, string message)
        => new(id, title, message, "TelegramHost", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
