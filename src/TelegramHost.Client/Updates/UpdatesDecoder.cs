using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Updates;

/// <summary>Reads pushed <c>Updates</c>; an update that can't be read costs itself, not its container.</summary>
/// <remarks>
/// TL has no lengths, so behind an unknown constructor the next readable place has to be searched: one from which
/// all that must follow reads to the very end of the object.
/// </remarks>
internal static class UpdatesDecoder
{
    /// <summary>How many places are tried in one object before it is given up.</summary>
    private const int MaxAttempts = 20_000;

    /// <summary>Reads an object.</summary>
    /// <param name="data">The boxed object; it MUST NOT be changed afterwards, as what is read points into it.</param>
    /// <exception cref="TlFormatException">Not even the frame around its updates can be read.</exception>
    public static DecodedUpdates Decode(byte[] data)
    {
        var reader = TlReader.OverOwned(data);
        try
        {
            var updates = UpdatesBase.Read(ref reader);
            reader.ExpectEnd();
            return new DecodedUpdates(updates, []);
        }
        catch (TlFormatException) when (new Salvage(data).TryRead() is { } salvaged)
        {
            return salvaged;
        }
    }

    private sealed class Salvage(byte[] data)
    {
        private readonly List<UpdateBase> _updates = [];
        private readonly List<ReadOnlyMemory<byte>> _unreadable = [];
        private int _attempts;
        private UserBase[] _users = [];
        private ChatBase[] _chats = [];
        private int _date;
        private int _seqStart;
        private int _seq;

        public DecodedUpdates? TryRead()
        {
            if (data.Length < 12 || data.Length % 4 != 0)
                return null;
            var reader = TlReader.OverOwned(data);
            var constructor = reader.ReadConstructor();
            if (constructor is not (Schema.Updates.Constructor or UpdatesCombined.Constructor) || reader.ReadConstructor() != TlReader.VectorId)
                return null;
            var isCombined = constructor == UpdatesCombined.Constructor;
            if (!TryReadFrom(12, reader.ReadInt32(), isCombined))
                return null;
            UpdatesBase updates = isCombined
                ? new UpdatesCombined { Updates = [.. _updates], Users = _users, Chats = _chats, Date = _date, SeqStart = _seqStart, Seq = _seq }
                : new Schema.Updates { UpdatesValue = [.. _updates], Users = _users, Chats = _chats, Date = _date, Seq = _seq };
            return new DecodedUpdates(updates, _unreadable);
        }

        private bool TryReadFrom(int start, int remaining, bool isCombined)
        {
            var kept = _updates.Count;
            var position = start;
            while (remaining > 0 && TryReadUpdate(ref position))
                remaining--;
            if (remaining <= 0)
            {
                if (remaining == 0 && TryReadTail(position, isCombined))
                    return true;
            }
            else if (TrySkip(position, remaining - 1, isCombined))
            {
                return true;
            }

            _updates.RemoveRange(kept, _updates.Count - kept);
            return false;
        }

        // The update at the position is the unreadable one: looks for where the next readable thing starts.
        // If nothing fits, its neighbours are unreadable as well and are skipped together with it.
        private bool TrySkip(int position, int remainingAfter, bool isCombined)
        {
            var slot = _unreadable.Count;
            _unreadable.Add(default);
            for (var left = remainingAfter; left >= 0; left--)
            {
                for (var next = position + 4; next <= data.Length - 8 && _attempts < MaxAttempts; next += 4)
                {
                    _attempts++;
                    if (!StartsReadable(next, left) || !TryReadFrom(next, left, isCombined))
                        continue;
                    _unreadable[slot] = data.AsMemory(position, next - position);
                    return true;
                }
            }

            _unreadable.RemoveRange(slot, _unreadable.Count - slot);
            return false;
        }

        private bool StartsReadable(int position, int remaining)
        {
            if (remaining == 0)
                return true;
            var kept = _updates.Count;
            var isReadable = TryReadUpdate(ref position);
            _updates.RemoveRange(kept, _updates.Count - kept);
            return isReadable;
        }

        private bool TryReadUpdate(ref int position)
        {
            var reader = TlReader.OverOwned(data, position, data.Length - position);
            try
            {
                var update = UpdateBase.Read(ref reader);
                position += reader.Position;
                _updates.Add(update);
                return true;
            }
            catch (TlFormatException)
            {
                return false;
            }
        }

        private bool TryReadTail(int position, bool isCombined)
        {
            var reader = TlReader.OverOwned(data, position, data.Length - position);
            if (reader.Remaining < 4 || reader.PeekConstructor() != TlReader.VectorId)
                return false;
            try
            {
                _users = ReadVector(ref reader, static (ref TlReader r) => UserBase.Read(ref r));
                _chats = ReadVector(ref reader, static (ref TlReader r) => ChatBase.Read(ref r));
                _date = reader.ReadInt32();
                _seqStart = isCombined ? reader.ReadInt32() : 0;
                _seq = reader.ReadInt32();
                reader.ExpectEnd();
                return true;
            }
            catch (TlFormatException)
            {
                return false;
            }
        }

        private delegate T Read<T>(ref TlReader reader);

        private static T[] ReadVector<T>(ref TlReader reader, Read<T> read)
        {
            var items = new List<T>();
            for (var left = reader.ReadVectorHeader(); left > 0; left--)
                items.Add(read(ref reader));
            return [.. items];
        }
    }
}
