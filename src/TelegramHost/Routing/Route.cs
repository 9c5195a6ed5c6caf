using System.Text.RegularExpressions;
using TelegramHost.Client.Updates;
using TelegramHost.Contexts;

namespace TelegramHost.Routing;

/// <summary>What to listen to, and which handler answers. Immutable.</summary>
/// <remarks>Handler classes become routes at compile time, <c>MapCommand</c> and its siblings make them in code; nothing else differs.</remarks>
public sealed class Route
{
    private static readonly TimeSpan s_regexTimeout = TimeSpan.FromMilliseconds(250);

    private Route(RouteKind kind, string handlerName, RouteHandler handler, int order)
    {
        ArgumentException.ThrowIfNullOrEmpty(handlerName);
        ArgumentNullException.ThrowIfNull(handler);
        Kind = kind;
        HandlerName = handlerName;
        Handler = handler;
        Order = order;
    }

    /// <summary>What the route listens to.</summary>
    public RouteKind Kind { get; }

    /// <summary>The handler's name for logs and errors, for example <c>StartHandlers.StartAsync</c>.</summary>
    public string HandlerName { get; }

    /// <summary>Which of two routes that fit equally well is asked first: the smaller number.</summary>
    public int Order { get; }

    /// <summary>The command's names, for commands.</summary>
    public IReadOnlyList<string> Commands { get; private init; } = [];

    /// <summary>What the command does, for the command list.</summary>
    public string? Description { get; private init; }

    /// <summary>The callback pattern, text, prefix or regular expression; null where there is none.</summary>
    public string? Pattern { get; private init; }

    /// <summary>The type of updates, for routes of <see cref="RouteKind.Update"/>.</summary>
    public Type? UpdateType { get; private init; }

    internal RouteHandler Handler { get; }

    internal RoutePattern? CallbackPattern { get; private init; }

    internal Regex? TextRegex { get; private init; }

    /// <summary>Listens to a command.</summary>
    /// <exception cref="ArgumentException">A name isn't 1 to 32 Latin letters, digits or underscores.</exception>
    public static Route ForCommand(IReadOnlyList<string> names, string handlerName, RouteHandler handler, int order = 0, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0)
            throw new ArgumentException($"The command of {handlerName} has no name.", nameof(names));
        foreach (var name in names)
        {
            if (!IsCommandName(name))
                throw new ArgumentException($"The command \"{name}\" of {handlerName} isn't 1 to 32 Latin letters, digits or underscores (without the slash).", nameof(names));
        }

        return new(RouteKind.Command, handlerName, handler, order) { Commands = [.. names], Description = description };
    }

    /// <summary>Listens to messages of exactly this text, without regard to case.</summary>
    public static Route ForText(string text, string handlerName, RouteHandler handler, int order = 0)
        => new(RouteKind.ExactText, handlerName, handler, order) { Pattern = Required(text, handlerName) };

    /// <summary>Listens to messages that begin with this text, without regard to case.</summary>
    public static Route ForTextPrefix(string prefix, string handlerName, RouteHandler handler, int order = 0)
        => new(RouteKind.TextPrefix, handlerName, handler, order) { Pattern = Required(prefix, handlerName) };

    /// <summary>Listens to messages that a regular expression fits.</summary>
    public static Route ForTextRegex(string regex, string handlerName, RouteHandler handler, int order = 0)
        => new(RouteKind.TextRegex, handlerName, handler, order)
        {
            Pattern = Required(regex, handlerName),
            TextRegex = new Regex(regex, RegexOptions.CultureInvariant, s_regexTimeout),
        };

    /// <summary>Listens to presses of buttons whose data fits a pattern; null takes every press.</summary>
    /// <exception cref="ArgumentException">The pattern can't be read; the message says why.</exception>
    public static Route ForCallback(string? pattern, string handlerName, RouteHandler handler, int order = 0)
    {
        if (pattern is null)
            return new(RouteKind.Callback, handlerName, handler, order);
        if (!RoutePattern.TryParse(pattern, out var parsed, out var error))
            throw new ArgumentException($"The callback pattern \"{pattern}\" of {handlerName} {error}.", nameof(pattern));
        return new(RouteKind.Callback, handlerName, handler, order) { Pattern = pattern, CallbackPattern = parsed };
    }

    /// <summary>Listens to every incoming message.</summary>
    public static Route ForMessage(string handlerName, RouteHandler handler, int order = 0) => new(RouteKind.Message, handlerName, handler, order);

    /// <summary>Listens to every edit of an incoming message.</summary>
    public static Route ForEditedMessage(string handlerName, RouteHandler handler, int order = 0)
        => new(RouteKind.EditedMessage, handlerName, handler, order);

    /// <summary>Listens to every update of a type; <see cref="Update"/> itself takes what is left of all.</summary>
    public static Route ForUpdate<TUpdate>(string handlerName, RouteHandler handler, int order = 0)
        where TUpdate : Update
        => new(RouteKind.Update, handlerName, handler, order) { UpdateType = typeof(TUpdate) };

    /// <summary>Whether a candidate from the table really fits; fills the context's captures where the pattern has some.</summary>
    internal bool Fits(UpdateContext context)
    {
        switch (Kind)
        {
            case RouteKind.TextPrefix:
                return ((MessageContext)context).Text.StartsWith(Pattern!, StringComparison.OrdinalIgnoreCase);
            case RouteKind.TextRegex:
                var match = TextRegex!.Match(((MessageContext)context).Text);
                if (match.Success)
                    context.Captures = [.. match.Groups.Values.Skip(1).Select(group => group.Value)];
                return match.Success;
            case RouteKind.Callback when CallbackPattern is not null:
                if (!CallbackPattern.TryMatch(((CallbackContext)context).Data, out var captures))
                    return false;
                context.Captures = captures;
                return true;
            default:
                return true;
        }
    }

    /// <summary>The route in words, for errors and logs.</summary>
    public override string ToString() => Kind switch
    {
        RouteKind.Command => $"command /{string.Join(", /", Commands)}",
        RouteKind.ExactText => $"text \"{Pattern}\"",
        RouteKind.TextPrefix => $"text prefix \"{Pattern}\"",
        RouteKind.TextRegex => $"text regex \"{Pattern}\"",
        RouteKind.Callback => Pattern is null ? "any callback" : $"callback \"{Pattern}\"",
        RouteKind.Message => "any message",
        RouteKind.EditedMessage => "any edited message",
        _ => $"update {UpdateType!.Name}",
    };

    private static bool IsCommandName(string name)
        => name is { Length: > 0 and <= 32 } && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private static string Required(string text, string handlerName)
        => string.IsNullOrEmpty(text) ? throw new ArgumentException($"{handlerName} listens to an empty text.", nameof(text)) : text;
}
