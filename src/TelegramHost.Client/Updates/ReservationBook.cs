using TelegramHost.Client.Peers;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Updates;

/// <summary>Says which updates may have gone out before, and keeps stored marks ahead of those that go out now.</summary>
/// <remarks>
/// An update goes out only up to the stored mark of its sequence; the mark is set some numbers ahead, so that one write serves many.
/// After a crash whatever lies between what was handled and the mark may have been seen already. A new message is known by its id instead,
/// which it has however it comes: differences bring messages without numbers. Safe to use from several threads.
/// </remarks>
internal sealed class ReservationBook(IReadOnlyDictionary<UpdateBox, int> stored)
{
    /// <summary>How many numbers one write reserves: few enough that few updates are suspected in vain.</summary>
    public const int Ahead = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<UpdateBox, int> _suspected = new(stored);
    private readonly Dictionary<UpdateBox, int> _wanted = new(stored);
    private readonly Dictionary<UpdateBox, int> _stored = new(stored);
    private readonly Dictionary<UpdateBox, int> _reached = [];
    private readonly HashSet<UpdateBox> _changed = [];

    /// <summary>The mark to store for a box; 0 for none.</summary>
    public int WantedOf(UpdateBox box)
    {
        lock (_gate)
            return _wanted.GetValueOrDefault(box);
    }

    /// <summary>Whether a program before this one may have seen the update.</summary>
    public bool MayBeRepeat(UpdateSpan? lies, MessagePlace? message)
    {
        if (lies is not { } span)
            return false;
        lock (_gate)
        {
            return message is { } place && _suspected.TryGetValue(MessagesOf(place), out var id)
                ? place.Id <= id
                : span.After < _suspected.GetValueOrDefault(span.Box);
        }
    }

    /// <summary>An update will go out soon: its mark is wanted, unless one before it wants enough; false if none is stored yet.</summary>
    public bool Prepare(UpdateSpan? lies, MessagePlace? message)
    {
        if (lies is not { } span)
            return true;
        var (box, reach) = ReachOf(span, message);
        lock (_gate)
        {
            var stored = _stored.GetValueOrDefault(box);
            if (reach <= stored)
                return true;
            if (_wanted.GetValueOrDefault(box) <= stored)
                Want(box, reach);
            return false;
        }
    }

    /// <summary>An update is about to go out; false if it must not yet, so that the marks have to be stored first.</summary>
    public bool TryReserve(UpdateSpan? lies, MessagePlace? message)
    {
        if (lies is not { } span)
            return true;
        var (box, reach) = ReachOf(span, message);
        lock (_gate)
        {
            _reached[box] = Math.Max(reach, _reached.GetValueOrDefault(box));
            var stored = _stored.GetValueOrDefault(box);
            // Before it is late, so that a write that is made anyway takes it along.
            if (reach + (Ahead / 2) > stored)
                Want(box, reach);
            return reach <= stored;
        }
    }

    /// <summary>Takes the marks that have changed; they count as stored unless they are put back.</summary>
    public Dictionary<UpdateBox, int> TakeChanged()
    {
        lock (_gate)
        {
            var changed = _changed.ToDictionary(static box => box, box => _wanted.GetValueOrDefault(box));
            _changed.Clear();
            return changed;
        }
    }

    /// <summary>They could not be stored.</summary>
    public void PutBack(IEnumerable<UpdateBox> boxes)
    {
        lock (_gate)
            _changed.UnionWith(boxes);
    }

    /// <summary>The store has lost all marks.</summary>
    public void PutBackAll()
    {
        lock (_gate)
        {
            _stored.Clear();
            _changed.UnionWith(_wanted.Keys);
        }
    }

    /// <summary>Marks are durable.</summary>
    public void Stored(IEnumerable<UpdateMark> marks)
    {
        lock (_gate)
        {
            foreach (var mark in marks)
            {
                if (_wanted.ContainsKey(mark.Box))
                    _stored[mark.Box] = Math.Max(mark.Reserved, _stored.GetValueOrDefault(mark.Box));
            }
        }
    }

    /// <summary>Everything that was missed is here: what comes from now on is new, whatever its number.</summary>
    public void CaughtUp(long? channelId)
    {
        lock (_gate)
        {
            foreach (var box in BoxesOf(channelId ?? 0))
                _suspected.Remove(box);
        }
    }

    /// <summary>A channel is not followed any more.</summary>
    public void Forget(long channelId)
    {
        lock (_gate)
        {
            foreach (var box in BoxesOf(channelId))
            {
                if (_wanted.Remove(box))
                    _changed.Add(box);
                _suspected.Remove(box);
                _stored.Remove(box);
                _reached.Remove(box);
            }
        }
    }

    /// <summary>An orderly stop: only what has gone out and is not handled may come twice, and what was suspected and not reached.</summary>
    /// <param name="isHandled">Whether everything of a sequence that has gone out is handled.</param>
    public void Trim(Func<UpdateBox, bool> isHandled)
    {
        UpdateBox[] boxes;
        lock (_gate)
            boxes = [.. _wanted.Keys];
        // Outside the lock: who is asked has one of its own, under which it calls in here.
        HashSet<UpdateBox> handled = [.. boxes.Where(isHandled)];
        lock (_gate)
        {
            foreach (var box in boxes.Where(_wanted.ContainsKey))
            {
                var mark = Math.Max(handled.Contains(box) ? 0 : _reached.GetValueOrDefault(box), _suspected.GetValueOrDefault(box));
                if (mark == _wanted[box])
                    continue;
                _wanted[box] = mark;
                _changed.Add(box);
            }
        }
    }

    private static UpdateBox MessagesOf(MessagePlace place) => UpdateSpan.Messages(place.Chat.Kind == PeerKind.Channel ? place.Chat.Id : 0);

    private static UpdateBox[] BoxesOf(long channelId) => channelId == 0
        ? [UpdateSpan.Pts, UpdateSpan.Qts, UpdateSpan.Messages(0)]
        : [UpdateSpan.Channel(channelId), UpdateSpan.Messages(channelId)];

    // What takes no number needs one behind it, or nobody could tell that it went out.
    private static (UpdateBox Box, int Reach) ReachOf(UpdateSpan span, MessagePlace? message) => message is { } place
        ? (MessagesOf(place), place.Id)
        : (span.Box, Math.Max(span.UpTo, span.After + 1));

    private void Want(UpdateBox box, int reach)
    {
        var mark = reach + Ahead;
        if (mark <= _wanted.GetValueOrDefault(box))
            return;
        _wanted[box] = mark;
        _changed.Add(box);
    }
}
