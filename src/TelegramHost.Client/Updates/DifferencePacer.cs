namespace TelegramHost.Client.Updates;

/// <summary>Decides when a sequence asks for its difference: never two at once, never in a tight loop.</summary>
internal sealed class DifferencePacer(UpdateMachineOptions options, DateTimeOffset now)
{
    private DateTimeOffset _lastHeard = now;
    private DateTimeOffset? _notBefore;
    private DateTimeOffset? _askAt;
    private long _call;
    private bool _wanted;
    private int _fruitless;

    /// <summary>Whether an answer is awaited.</summary>
    public bool IsRunning => _call != 0;

    /// <summary>Whether a difference is under way, or will be fetched as soon as it may.</summary>
    public bool IsWanted => _wanted || IsRunning;

    /// <summary>Something of this sequence has arrived: the silence is over.</summary>
    public void Heard(DateTimeOffset now) => _lastHeard = now;

    /// <summary>Asks for a difference as soon as one may be fetched; one that is under way is followed by another.</summary>
    public void Want() => _wanted = true;

    /// <summary>Asks for a difference at a time, whatever comes before; null: no more.</summary>
    public void AskAt(DateTimeOffset? time) => _askAt = time;

    /// <summary>When a difference is due, if nothing else happens before; null while one is fetched.</summary>
    public DateTimeOffset? Deadline(DateTimeOffset? holeSince)
    {
        if (IsRunning)
            return null;
        var due = _lastHeard + options.Silence;
        if (holeSince is { } since && since + options.GapHold < due)
            due = since + options.GapHold;
        if (_askAt < due)
            due = _askAt.Value;
        if (_wanted)
            due = DateTimeOffset.MinValue;
        return due < _notBefore ? _notBefore : due;
    }

    /// <summary>Whether a difference has to be fetched now.</summary>
    public bool IsDue(DateTimeOffset now, DateTimeOffset? holeSince) => Deadline(holeSince) is { } due && due <= now;

    /// <summary>A difference is fetched by <paramref name="call"/>.</summary>
    public void Begin(long call)
    {
        _call = call;
        _wanted = false;
        _notBefore = null;
        _askAt = null;
    }

    /// <summary>Whether <paramref name="call"/> is the one awaited; answers of calls given up come late and are ignored.</summary>
    public bool IsAwaited(long call) => _call == call && call != 0;

    /// <summary>The difference is complete.</summary>
    /// <param name="now">The time.</param>
    /// <param name="progressed">Whether it brought anything. A server that lags behind its own pushes is asked ever less often.</param>
    public void Ended(DateTimeOffset now, bool progressed)
    {
        _call = 0;
        _lastHeard = now;
        _fruitless = progressed ? 0 : _fruitless + 1;
        _notBefore = _fruitless > 1 ? now + Pause(_fruitless - 1) : null;
    }

    /// <summary>The difference could not be fetched; it is tried again after a pause.</summary>
    public void Failed(DateTimeOffset now)
    {
        _call = 0;
        _wanted = true;
        _notBefore = now + Pause(++_fruitless);
    }

    private TimeSpan Pause(int times)
    {
        var pause = options.FirstRetry * Math.Pow(2, Math.Min(times - 1, 16));
        return pause < options.LongestRetry ? pause : options.LongestRetry;
    }
}
