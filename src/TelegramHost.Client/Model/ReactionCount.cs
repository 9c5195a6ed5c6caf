namespace TelegramHost.Client.Model;

/// <summary>How often a reaction was given.</summary>
/// <param name="Reaction">The reaction.</param>
/// <param name="Count">How often.</param>
public sealed record ReactionCount(Reaction Reaction, int Count)
{
    internal static ReactionCount Of(Schema.ReactionCount count) => new(Reaction.Of(count.Reaction), count.Count);
}
