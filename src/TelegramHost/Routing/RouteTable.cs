using System.Collections.Frozen;
using TelegramHost.Client.Updates;
using TelegramHost.Contexts;

namespace TelegramHost.Routing;

/// <summary>Finds the routes of an update: by look-up where there is a name or a type, so that more handlers don't make it slower.</summary>
/// <remarks>Exact command, then text and callback patterns, then the general and typed routes, then the catch-all; see <see cref="RouteStage"/>.</remarks>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<string, Route[]> _commands;
    private readonly FrozenDictionary<string, Route[]> _texts;
    private readonly FrozenDictionary<string, Route[]>.AlternateLookup<ReadOnlySpan<char>> _callbacks;
    private readonly FrozenDictionary<Type, Route[]> _updates;
    private readonly Route[] _textPatterns;
    private readonly Route[] _looseCallbacks;
    private readonly Route[] _anyCallback;
    private readonly Route[] _anyMessage;
    private readonly Route[] _anyEdit;
    private readonly Route[] _catchAll;

    /// <summary>Sorts the routes.</summary>
    /// <exception cref="RouteConflictException">Two of them can't be told apart.</exception>
    public RouteTable(IEnumerable<Route> routes)
    {
        Routes = [.. routes];
        _commands = Lookup(Routes.Where(route => route.Kind == RouteKind.Command)
            .SelectMany(route => route.Commands.Distinct(StringComparer.OrdinalIgnoreCase), (route, name) => (name, route)), StringComparer.OrdinalIgnoreCase, name => $"the command /{name}");
        _texts = Lookup(OfKind(RouteKind.ExactText).Select(route => (route.Pattern!, route)), StringComparer.OrdinalIgnoreCase, text => $"the text \"{text}\"");
        _textPatterns = TextPatterns();
        var patterns = OfKind(RouteKind.Callback).Where(route => route.CallbackPattern is not null).ToArray();
        RefuseEqual(patterns, route => route.CallbackPattern!.Shape);
        _callbacks = patterns.Where(route => CallbackKey(route.CallbackPattern!) is not null)
            .GroupBy(route => CallbackKey(route.CallbackPattern!)!, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => ByPrecision(group), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _looseCallbacks = ByPrecision(patterns.Where(route => CallbackKey(route.CallbackPattern!) is null));
        _anyCallback = Sole(OfKind(RouteKind.Callback).Where(route => route.CallbackPattern is null), "every callback");
        _anyMessage = Sole(OfKind(RouteKind.Message), "every message");
        _anyEdit = Sole(OfKind(RouteKind.EditedMessage), "every edited message");
        _catchAll = Sole(OfKind(RouteKind.Update).Where(route => route.UpdateType == typeof(Update)), "every update");
        _updates = OfKind(RouteKind.Update).Where(route => route.UpdateType != typeof(Update))
            .GroupBy(route => route.UpdateType!)
            .ToFrozenDictionary(group => group.Key, group => Sole(group, $"updates of type {group.Key.Name}"));
    }

    /// <summary>All routes, in the order in which they were added.</summary>
    public IReadOnlyList<Route> Routes { get; }

    /// <summary>The next route that fits, or null when there is none left.</summary>
    public Route? Next(UpdateContext context, ref RouteCursor cursor)
    {
        for (; cursor.Stage < RouteStage.End; cursor.Stage++, cursor.Index = 0)
        {
            var candidates = Candidates(context, cursor.Stage);
            while (cursor.Index < candidates.Length)
            {
                var route = candidates[cursor.Index++];
                if (route.Fits(context))
                    return route;
            }
        }

        return null;
    }

    private Route[] Candidates(UpdateContext context, RouteStage stage) => (stage, context) switch
    {
        (RouteStage.Command, CommandContext command) => _commands.GetValueOrDefault(command.Command, []),
        (RouteStage.ExactText, MessageContext { IsNewAndIncoming: true } message) => _texts.GetValueOrDefault(message.Text, []),
        (RouteStage.TextPattern, MessageContext { IsNewAndIncoming: true }) => _textPatterns,
        (RouteStage.CallbackPattern, CallbackContext callback) => _callbacks.TryGetValue(FirstSegment(callback.Data), out var found) ? found : [],
        (RouteStage.LooseCallbackPattern, CallbackContext) => _looseCallbacks,
        (RouteStage.General, CallbackContext) => _anyCallback,
        (RouteStage.General, MessageContext { IsNewAndIncoming: true }) => _anyMessage,
        (RouteStage.General, MessageContext { IsEdit: true, Message.IsOutgoing: false }) => _anyEdit,
        (RouteStage.TypedUpdate, _) => _updates.GetValueOrDefault(context.Update.GetType(), []),
        (RouteStage.CatchAll, _) => _catchAll,
        _ => [],
    };

    private IEnumerable<Route> OfKind(RouteKind kind) => Routes.Where(route => route.Kind == kind);

    /// <summary>The longest prefix first, as it says most; regular expressions last, in the order in which they were added.</summary>
    private Route[] TextPatterns()
    {
        Route[] patterns = [.. OfKind(RouteKind.TextPrefix), .. OfKind(RouteKind.TextRegex)];
        RefuseEqual(patterns, route => $"{route.Kind} {(route.Kind == RouteKind.TextPrefix ? route.Pattern!.ToUpperInvariant() : route.Pattern)}");
        return [.. patterns.OrderBy(route => route.Order).ThenBy(route => route.Kind).ThenByDescending(route => route.Kind == RouteKind.TextPrefix ? route.Pattern!.Length : 0)];
    }

    private static Route[] ByPrecision(IEnumerable<Route> routes)
        => [.. routes.OrderBy(route => route.Order).ThenByDescending(route => Precision(route.CallbackPattern!)).ThenBy(route => route.Pattern, StringComparer.Ordinal)];

    /// <summary>Literal text says more than a number, a number more than any value, any value more than the rest.</summary>
    private static int Precision(RoutePattern pattern) => pattern.Parts.Sum(part => part switch
    {
        { Literal: { } literal } => 4 * literal.Length,
        { IsRest: true } => 0,
        { Constraint: RoutePattern.Constraint.None } => 1,
        _ => 2,
    });

    /// <summary>What a pattern begins with up to its first colon, when that is fixed.</summary>
    private static string? CallbackKey(RoutePattern pattern)
    {
        if (pattern.Parts[0].Literal is not { } literal)
            return null;
        var colon = literal.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
            return literal[..colon];
        return pattern.Parts.Count == 1 ? literal : null;
    }

    private static ReadOnlySpan<char> FirstSegment(ReadOnlySpan<char> data)
    {
        var colon = data.IndexOf(':');
        return colon < 0 ? data : data[..colon];
    }

    private static FrozenDictionary<string, Route[]> Lookup(IEnumerable<(string Key, Route Route)> entries, StringComparer comparer, Func<string, string> describe)
        => entries.GroupBy(entry => entry.Key, comparer)
            .ToFrozenDictionary(group => group.Key, group => Sole(group.Select(entry => entry.Route), describe(group.Key)), comparer);

    private static Route[] Sole(IEnumerable<Route> routes, string what)
    {
        Route[] sorted = [.. routes.OrderBy(route => route.Order)];
        for (var index = 1; index < sorted.Length; index++)
        {
            if (sorted[index].Order == sorted[index - 1].Order)
                throw new RouteConflictException(sorted[index - 1], sorted[index], what);
        }

        return sorted;
    }

    private static void RefuseEqual(IEnumerable<Route> routes, Func<Route, string> shape)
    {
        foreach (var group in routes.GroupBy(shape, StringComparer.Ordinal))
            Sole(group, $"the {group.First()}");
    }
}
