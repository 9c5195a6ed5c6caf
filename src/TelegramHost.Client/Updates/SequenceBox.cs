using System.Diagnostics.CodeAnalysis;

namespace TelegramHost.Client.Updates;

/// <summary>One numbered sequence of updates (pts, qts, seq or a channel's pts): lets them through in order, once each.</summary>
/// <remarks>
/// Pure: time comes in as an argument. An item covers the numbers (position − count, position].
/// "If local pts + pts_count equals pts, apply; if it is greater, the update was already applied; if it is smaller, there is a gap."
/// Source: https://core.telegram.org/api/updates#update-handling
/// </remarks>
internal sealed class SequenceBox<T>(int? position = null)
{
    /// <summary>How many items are held at most; what does not fit is fetched by a difference.</summary>
    private const int MaxHeld = 4096;

    private bool _overflowed;

    // Ordered by where the item starts; few items, most of them put at the end.
    private readonly List<Held> _held = [];

    /// <summary>The number of the last item let through; null until the server's state is known.</summary>
    public int? Position { get; private set; } = position;

    /// <summary>While a difference is fetched nothing is let through: it will bring the same updates without numbers.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>How many items wait.</summary>
    public int HeldCount => _held.Count;

    /// <summary>Since when items wait for the numbers before them; null when none does.</summary>
    public DateTimeOffset? HoleSince
    {
        get
        {
            DateTimeOffset? since = null;
            foreach (var held in _held)
            {
                if (since is null || held.Since < since)
                    since = held.Since;
            }

            return since;
        }
    }

    /// <summary>The number before the first held item, or null when none is held.</summary>
    public int? LowestHeldStart => _held.Count == 0 ? null : _held[0].Start;

    /// <summary>Whether numbers are behind the position, so that whatever has them is a duplicate.</summary>
    public bool IsCovered(int position, int count) => position - count < Position;

    /// <summary>Offers an item. After <see cref="SequenceVerdict.Apply"/>, <see cref="TryTakeNext"/> gives those that it set free.</summary>
    public SequenceVerdict Offer(int position, int count, T item, DateTimeOffset now)
    {
        var start = position - count;
        if (Position is { } local)
        {
            if (start < local)
                return SequenceVerdict.Duplicate;
            if (start == local && !IsFrozen)
            {
                Position = position;
                return SequenceVerdict.Apply;
            }
        }

        Hold(new Held(start, position, item, now));
        return SequenceVerdict.Hold;
    }

    /// <summary>Takes the next held item whose turn has come.</summary>
    public bool TryTakeNext([MaybeNullWhen(false)] out T item)
    {
        while (!IsFrozen && Position is { } local && _held.Count > 0)
        {
            var first = _held[0];
            if (first.Start > local)
                break;
            _held.RemoveAt(0);
            if (first.Start < local)
                continue;
            Position = first.Position;
            item = first.Item;
            return true;
        }

        item = default;
        return false;
    }

    /// <summary>Sets the position as the server gave it.</summary>
    /// <param name="position">The number up to which everything is known.</param>
    /// <param name="now">From when on items that still wait are counted as waiting.</param>
    /// <param name="covered">Receives held items that the new position covers.</param>
    public void Jump(int position, DateTimeOffset now, ICollection<T>? covered = null)
    {
        Position = position;
        for (var i = _held.Count - 1; i >= 0; i--)
        {
            if (_held[i].Start < position)
                {
                covered?.Add(_held[i].Item);
                _held.RemoveAt(i);
            }
            else
                _held[i] = _held[i] with { Since = now };
        }
    }

    /// <summary>Whether items had to be dropped since the last question because too many were held.</summary>
    public bool TakeOverflow()
    {
        var overflowed = _overflowed;
        _overflowed = false;
        return overflowed;
    }

    private void Hold(Held held)
    {
        if (_held.Count >= MaxHeld)
        {
            _overflowed = true;
            return;
        }

        var index = _held.Count;
        while (index > 0 && _held[index - 1].CompareTo(held) > 0)
            index--;
        _held.Insert(index, held);
    }

    private readonly record struct Held(int Start, int Position, T Item, DateTimeOffset Since)
    {
        public int CompareTo(Held other) => Start != other.Start ? Start.CompareTo(other.Start) : Position.CompareTo(other.Position);
    }
}
