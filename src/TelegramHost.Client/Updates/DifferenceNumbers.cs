using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>How far a sequence has come at each of the other updates of a difference, whose messages are all handled before them.</summary>
/// <remarks>It stays below every number that is still to come, and where it was as long as updates without a number are.</remarks>
internal sealed class DifferenceNumbers
{
    private readonly int[] _reached;

    /// <summary>The numbers of <paramref name="sequence"/> in a difference that begins behind <paramref name="from"/>.</summary>
    public DifferenceNumbers(UpdateBase[] others, UpdateSequence sequence, int from)
    {
        _reached = new int[others.Length];
        var lowestLeft = int.MaxValue;
        for (var i = others.Length - 1; i >= 0; i--)
        {
            _reached[i] = lowestLeft;
            var place = UpdatePlace.Of(others[i]);
            // What takes no number lies at the one before it, and would not come again behind that.
            if (place.Sequence == sequence)
                lowestLeft = Math.Min(lowestLeft, place.Position - Math.Max(1, place.Count));
            else if (place.Sequence == UpdateSequence.None)
                lowestLeft = from;
        }

        var highest = from;
        for (var i = 0; i < others.Length; i++)
        {
            if (UpdatePlace.Of(others[i]) is var place && place.Sequence == sequence)
                highest = Math.Max(highest, place.Position);
            _reached[i] = Math.Max(from, Math.Min(_reached[i], highest));
        }
    }

    /// <summary>The number reached once the update at <paramref name="index"/> is handled.</summary>
    public int At(int index) => _reached[index];
}
