namespace TelegramHost.MtProto.Session;

/// <summary>The newest ids that came in, so that no message is used twice.</summary>
/// <remarks>
/// "The identifiers (msg_id) of the last N messages received from the other side must be stored, and if a message comes in with an
/// msg_id lower than all or equal to any of the stored values, that message is to be ignored."
/// Source: https://core.telegram.org/mtproto/security_guidelines#checking-msg-id
/// </remarks>
internal sealed class ReceivedIds(int capacity = ReceivedIds.DefaultCapacity)
{
    /// <summary>How many ids are remembered.</summary>
    public const int DefaultCapacity = 500;

    // Sorted; grows to half as much again as needed, so that the oldest are dropped by moving the start and the rest moves once in a while.
    private readonly int _longest = capacity + (capacity / 2) + 1;
    private long[] _ids = new long[4];
    private int _start;
    private int _end;

    private ReadOnlySpan<long> Known => _ids.AsSpan(_start, _end - _start);

    /// <summary>The highest id that came in; 0 before the first.</summary>
    public long Highest => _end > _start ? _ids[_end - 1] : 0;

    /// <summary>Remembers <paramref name="msgId"/> unless it was known.</summary>
    public ReceivedIdVerdict Add(long msgId)
    {
        if (msgId <= 0)
            return ReceivedIdVerdict.TooOld;
        var isFull = Known.Length == capacity;
        if (isFull && msgId < _ids[_start])
            return ReceivedIdVerdict.TooOld;

        var index = msgId > Highest ? ~Known.Length : Known.BinarySearch(msgId);
        if (index >= 0)
            return ReceivedIdVerdict.Duplicate;
        Insert(_start + ~index, msgId);
        if (isFull)
            _start++;
        return ReceivedIdVerdict.Fresh;
    }

    /// <summary>Whether <paramref name="msgId"/> is among the remembered ones.</summary>
    public bool Contains(long msgId) => Known.BinarySearch(msgId) >= 0;

    /// <summary>Whether <paramref name="msgId"/> lies below everything that is remembered.</summary>
    public bool IsForgotten(long msgId) => Known.Length == capacity && msgId < _ids[_start];

    /// <summary>Forgets everything: ids belong to a session.</summary>
    public void Clear() => _start = _end = 0;

    private void Insert(int position, long msgId)
    {
        if (_end == _ids.Length)
        {
            var longer = _ids.Length < _longest ? new long[Math.Min(_ids.Length * 2, _longest)] : _ids;
            Known.CopyTo(longer);
            _ids = longer;
            (position, _end, _start) = (position - _start, _end - _start, 0);
        }

        _ids.AsSpan(position, _end - position).CopyTo(_ids.AsSpan(position + 1));
        _ids[position] = msgId;
        _end++;
    }
}
