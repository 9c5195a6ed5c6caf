using TelegramHost.Tl;

namespace TelegramHost.Client.Updates;

/// <summary>Reads vectors that stand in a row although some of their items can't be read.</summary>
/// <remarks>
/// TL has no lengths, so behind an unknown constructor the next readable place has to be searched: one from which
/// all that must follow reads to the very end of the object.
/// </remarks>
/// <param name="data">The object.</param>
/// <param name="readers">How an item of each vector is read.</param>
/// <param name="readTail">Reads what follows the last vector.</param>
internal sealed class VectorSalvage(byte[] data, VectorSalvage.ReadItem[] readers, VectorSalvage.ReadEnd readTail)
{
    /// <summary>How many places are tried in one object before a reading of it is given up.</summary>
    private const int MaxAttempts = 20_000;

    /// <summary>How many unreadable items are sought one by one.</summary>
    private const int MaxSingle = 8;

    private readonly List<object>[] _items = [.. readers.Select(_ => new List<object>())];
    private readonly List<(int Vector, ReadOnlyMemory<byte> Bytes)> _unreadable = [];
    private int _attempts;
    private int _allowed;
    private bool _mayJoin;

    /// <summary>Reads one boxed item.</summary>
    public delegate object ReadItem(ref TlReader reader);

    /// <summary>Reads what follows the last vector.</summary>
    public delegate void ReadEnd(ref TlReader reader);

    /// <summary>Reads from a place on; false if not even the frame makes sense.</summary>
    /// <remarks>What lies inside an unreadable item may look like an item or a vector: the reading with the fewest unreadable items is the right one.</remarks>
    public bool TryRead(int position)
    {
        for (_allowed = 1; _allowed <= MaxSingle; _allowed++)
        {
            _attempts = 0;
            if (TryReadVector(0, position))
                return true;
        }

        (_allowed, _attempts, _mayJoin) = (int.MaxValue, 0, true);
        return TryReadVector(0, position);
    }

    /// <summary>The items of a vector that could be read.</summary>
    public T[] Items<T>(int vector) => [.. _items[vector].Cast<T>()];

    /// <summary>The bytes of the items that could not be read, of the vectors from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Unreadable(int first, int last) =>
        [.. _unreadable.Where(item => item.Vector >= first && item.Vector <= last).Select(item => item.Bytes)];

    private bool TryReadVector(int vector, int position)
    {
        if (vector == readers.Length)
            return TryReadTail(position);
        return TryPeekCount(position, out var count) && TryReadItems(vector, position + 8, count);
    }

    private bool TryReadItems(int vector, int start, int count)
    {
        var items = _items[vector];
        var kept = items.Count;
        var (position, left) = (start, count);
        while (left > 0 && TryReadItem(vector, ref position))
            left--;
        if (left == 0 ? TryReadVector(vector + 1, position) : TrySkip(vector, position, left - 1))
            return true;
        items.RemoveRange(kept, items.Count - kept);
        return false;
    }

    // The item at the position is the unreadable one: looks for where the next readable thing starts.
    // As a last resort its neighbours are taken to be unreadable as well and are skipped together with it.
    private bool TrySkip(int vector, int position, int leftAfter)
    {
        var slot = _unreadable.Count;
        if (slot == _allowed)
            return false;
        _unreadable.Add(default);
        for (var left = leftAfter; left >= (_mayJoin ? 0 : leftAfter); left--)
        {
            for (var next = position + 4; next <= data.Length && _attempts < MaxAttempts; next += 4)
            {
                _attempts++;
                if (!StartsReadable(vector, next, left) || !TryReadItems(vector, next, left))
                    continue;
                _unreadable[slot] = (vector, data.AsMemory(position, next - position));
                return true;
            }
        }

        _unreadable.RemoveRange(slot, _unreadable.Count - slot);
        return false;
    }

    /// <summary>A quick look, so that most wrong places cost little.</summary>
    private bool StartsReadable(int vector, int position, int left)
    {
        if (left == 0)
            return vector + 1 == readers.Length ? TryReadTail(position) : TryPeekCount(position, out _);
        var isReadable = TryReadItem(vector, ref position);
        if (isReadable)
            _items[vector].RemoveAt(_items[vector].Count - 1);
        return isReadable;
    }

    private bool TryPeekCount(int position, out int count)
    {
        count = 0;
        if (data.Length - position < 8)
            return false;
        var reader = TlReader.OverOwned(data, position, data.Length - position);
        if (reader.ReadConstructor() != TlReader.VectorId)
            return false;
        count = reader.ReadInt32();
        return count >= 0 && count <= (data.Length - position) / 4;
    }

    private bool TryReadItem(int vector, ref int position)
    {
        var reader = TlReader.OverOwned(data, position, data.Length - position);
        try
        {
            _items[vector].Add(readers[vector](ref reader));
            position += reader.Position;
            return true;
        }
        catch (TlFormatException)
        {
            return false;
        }
    }

    private bool TryReadTail(int position)
    {
        var reader = TlReader.OverOwned(data, position, data.Length - position);
        try
        {
            readTail(ref reader);
            reader.ExpectEnd();
            return true;
        }
        catch (TlFormatException)
        {
            return false;
        }
    }
}
