using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Updates;

/// <summary>Says which updates may have gone out before, and keeps stored marks ahead of those that go out now.</summary>
/// <remarks>
/// An update goes out only up to the stored mark of its sequence; the mark is set some numbers ahead, so that one write serves many.
/// After a crash whatever lies between what was handled and the mark may have been seen already. Safe to use from several threads.
/// </remarks>
internal sealed class ReservationBook(ReservedNumbers stored)
{
    /// <summary>How many numbers one write reserves: few enough that few updates are suspected in vain.</summary>
    public const int Ahead = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<UpdateBox, int> _suspected = Open(stored);
    private readonly Dictionary<UpdateBox, int> _wanted = Open(stored);
    private readonly Dictionary<UpdateBox, int> _stored = Open(stored);
    private readonly Dictionary<UpdateBox, int> _reached = [];

    /// <summary>The marks to store.</summary>
    public ReservedNumbers Wanted
    {
        get
        {
            lock (_gate)
                return Close(_wanted);
        }
    }

    /// <summary>Whether a program before this one may have seen the update.</summary>
    public bool MayBeRepeat(UpdateSpan? lies)
    {
        if (lies is not { } span)
            return false;
        lock (_gate)
            return span.After < _suspected.GetValueOrDefault(span.Box);
    }

    /// <summary>Wants the numbers of an update reserved; false if they are not yet, so that the marks have to be stored first.</summary>
    public bool TryReserve(UpdateSpan? lies)
    {
        if (lies is not { } span)
            return true;
        // What takes no number needs one behind it, or nobody could tell that it went out.
        var reach = Math.Max(span.UpTo, span.After + 1);
        lock (_gate)
        {
            _reached[span.Box] = Math.Max(reach, _reached.GetValueOrDefault(span.Box));
            if (reach <= _stored.GetValueOrDefault(span.Box))
                return true;
            _wanted[span.Box] = Math.Max(_wanted.GetValueOrDefault(span.Box), reach + Ahead);
            return false;
        }
    }

    /// <summary>The marks are durable.</summary>
    public void Stored(ReservedNumbers marks)
    {
        lock (_gate)
        {
            foreach (var (box, mark) in Open(marks))
                _stored[box] = Math.Max(mark, _stored.GetValueOrDefault(box));
        }
    }

    /// <summary>Everything that was missed is here: what comes from now on is new, whatever its number.</summary>
    public void CaughtUp(long? channelId)
    {
        lock (_gate)
        {
            if (channelId is { } channel)
            {
                _suspected.Remove(UpdateSpan.Channel(channel));
                return;
            }

            _suspected.Remove(UpdateSpan.Pts);
            _suspected.Remove(UpdateSpan.Qts);
        }
    }

    /// <summary>A channel is not followed any more.</summary>
    public void Forget(long channelId)
    {
        lock (_gate)
        {
            foreach (var marks in (ReadOnlySpan<Dictionary<UpdateBox, int>>)[_suspected, _wanted, _stored, _reached])
                marks.Remove(UpdateSpan.Channel(channelId));
        }
    }

    /// <summary>An orderly stop: only what has gone out and is not handled may come twice, and what was suspected and not reached.</summary>
    /// <param name="isHandled">Whether everything of a sequence that has gone out is handled.</param>
    public void Trim(Func<UpdateBox, bool> isHandled)
    {
        lock (_gate)
        {
            foreach (var box in _wanted.Keys.ToArray())
            {
                var mark = isHandled(box) ? 0 : _reached.GetValueOrDefault(box);
                _wanted[box] = Math.Max(mark, _suspected.GetValueOrDefault(box));
            }
        }
    }

    private static Dictionary<UpdateBox, int> Open(ReservedNumbers marks)
    {
        var boxes = new Dictionary<UpdateBox, int> { [UpdateSpan.Pts] = marks.Pts, [UpdateSpan.Qts] = marks.Qts };
        foreach (var (channel, mark) in marks.Channels)
            boxes[UpdateSpan.Channel(channel)] = mark;
        return boxes;
    }

    private static ReservedNumbers Close(Dictionary<UpdateBox, int> boxes) => new(
        boxes.GetValueOrDefault(UpdateSpan.Pts),
        boxes.GetValueOrDefault(UpdateSpan.Qts),
        boxes.Where(pair => pair.Key.ChannelId != 0 && pair.Value > 0).ToDictionary(pair => pair.Key.ChannelId, pair => pair.Value));
}
