namespace TelegramHost.Routing;

/// <summary>The method answers a command such as <c>/start</c>.</summary>
/// <remarks>
/// Names are compared without regard to case, and <c>/start@this_bot</c> counts as <c>/start</c>. Parameters behind the context take
/// the words behind the command in order; see <see cref="ArgumentReader"/>.
/// </remarks>
/// <param name="names">The command's names without the slash: 1 to 32 letters, digits or underscores each.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnCommandAttribute(params string[] names) : Attribute
{
    /// <summary>The command's names without the slash.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>What the command does, in a few words, for the command list.</summary>
    public string? Description { get; set; }
}
