using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>Updates that the server sent together, with their place in the sequence of containers.</summary>
/// <param name="Updates">The updates as they came.</param>
/// <param name="SeqStart">The first number that the container covers; 0 if it stands outside the sequence.</param>
/// <param name="Seq">The last number that the container covers.</param>
/// <param name="Date">The server's time, in Unix seconds; 0 if it was not given.</param>
internal sealed record UpdateContainer(IReadOnlyList<UpdateBase> Updates, int SeqStart, int Seq, int Date)
{
    /// <summary>A container outside the sequence.</summary>
    public static UpdateContainer Unordered(UpdateBase update, int date) => new([update], 0, 0, date);

    /// <summary>The updates in the order in which they are handled: ids of sent messages, then what has no number, then by number.</summary>
    /// <remarks>Numbers of different sequences may mix: only the order within each of them matters.</remarks>
    public IEnumerable<UpdateBase> InOrder() => Updates.Count < 2 ? Updates : Updates.OrderBy(Rank);

    private static (int Stage, long Start) Rank(UpdateBase update)
    {
        if (update is UpdateMessageID)
            return (0, 0);
        var place = UpdatePlace.Of(update);
        return place.Sequence == UpdateSequence.None ? (1, 0) : (2, (long)place.Position - place.Count);
    }
}
