namespace TelegramHost.MtProto.Session;

/// <summary>The received messages that still have to be acknowledged, and until when that may wait.</summary>
/// <remarks>
/// Acknowledgements ride on whatever goes out; alone they go after <see cref="MaxWaiting"/> of them or when the first has waited
/// long enough. Source: https://core.telegram.org/mtproto/service_messages_about_messages#acknowledgment-of-receipt
/// </remarks>
internal sealed class AckTracker(TimeSpan delay)
{
    /// <summary>So many acknowledgements do not wait any longer.</summary>
    public const int MaxWaiting = 16;

    private readonly List<long> _ids = [];
    private DateTimeOffset _firstAt;
    private bool _isReleased;

    /// <summary>How many wait.</summary>
    public int Count => _ids.Count;

    /// <summary>When they have to go even if nothing else does; null while none waits, and once they may be taken already.</summary>
    public DateTimeOffset? Deadline => _ids.Count is > 0 and < MaxWaiting && !_isReleased ? _firstAt + delay : null;

    /// <summary>Whether they have to go now even if nothing else does.</summary>
    public bool IsDue(DateTimeOffset now) => _ids.Count > 0 && (_isReleased || _ids.Count >= MaxWaiting || now >= _firstAt + delay);

    /// <summary>Their deadline has come: they wait for nothing but a packet.</summary>
    /// <remarks>Otherwise an owner whose socket is busy would see a deadline in the past, and spin.</remarks>
    public void Release(DateTimeOffset now) => _isReleased = IsDue(now);

    /// <summary>Adds a message that was accepted.</summary>
    public void Add(long msgId, DateTimeOffset now)
    {
        if (_ids.Count == 0)
        {
            _firstAt = now;
            _isReleased = false;
        }

        _ids.Add(msgId);
    }

    /// <summary>Takes the oldest, as many as <paramref name="destination"/> holds.</summary>
    /// <returns>How many were taken.</returns>
    public int Take(Span<long> destination)
    {
        var count = Math.Min(_ids.Count, destination.Length);
        for (var i = 0; i < count; i++)
            destination[i] = _ids[i];
        _ids.RemoveRange(0, count);
        return count;
    }

    /// <summary>Forgets everything: ids belong to a session.</summary>
    public void Clear() => _ids.Clear();
}
