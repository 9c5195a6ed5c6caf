namespace TelegramHost.Emulator;

/// <summary>The messages of a channel, under ids that are the same for everybody, and what happened to them at each step of its pts.</summary>
/// <remarks>
/// A bot in privacy mode is told of some steps only. To it, the next update that it does get covers those before: its pts follow
/// each other without a gap, and the latest one that it knows is the latest one that it was told.
/// Source: https://core.telegram.org/api/updates#message-related-event-sequences
/// </remarks>
internal sealed class ChannelHistory
{
    /// <summary>How many steps are remembered; who is further behind gets <c>channelDifferenceTooLong</c>.</summary>
    public const int Capacity = 20_000;

    private const int FirstPts = 1;

    private readonly OrderedDictionary<int, SharedMessage> _messages = [];
    private readonly List<ChannelStep> _steps = [];
    private int _forgottenPts = FirstPts;
    private int _lastId;

    /// <summary>The state of the channel. A new one begins at 1: 0 means "unset" to clients.</summary>
    public int Pts { get; private set; } = FirstPts;

    /// <summary>The id of the newest message that there ever was.</summary>
    public int LastId => _lastId;

    /// <summary>The messages, oldest first.</summary>
    public IReadOnlyList<SharedMessage> Messages => _messages.Values;

    /// <summary>When the latest step was, as unix time.</summary>
    public int LastStepDate { get; private set; }

    /// <summary>A message, or null.</summary>
    public SharedMessage? Find(int id) => _messages.GetValueOrDefault(id);

    /// <summary>Takes a message in, under the next id.</summary>
    public int Add(SharedMessage message)
    {
        _messages.Add(++_lastId, message);
        return _lastId;
    }

    /// <summary>Removes a message; its id is never used again.</summary>
    public void Remove(int id) => _messages.Remove(id);

    /// <summary>Moves pts on, by one for each message.</summary>
    public ChannelStep Record(ChannelStepKind kind, IReadOnlyList<SharedMessage> messages, int date)
    {
        Pts += messages.Count;
        LastStepDate = date;
        var step = new ChannelStep(Pts, kind, messages);
        _steps.Add(step);
        if (_steps.Count > Capacity * 2)
        {
            _forgottenPts = _steps[Capacity - 1].Pts;
            _steps.RemoveRange(0, Capacity);
        }

        return step;
    }

    /// <summary>The pts as an account knows it that has been told everything that it may know.</summary>
    public int PtsOf(Account account) => PtsBefore(int.MaxValue, account);

    /// <summary>The pts of an account just before it was told of a step.</summary>
    public int PtsBefore(ChannelStep step, Account account) => PtsBefore(step.Pts, account);

    /// <summary>What happened after a state that a client has, up to <paramref name="limit"/> steps.</summary>
    public ChannelSlice Since(Account account, int pts, int limit)
    {
        if (pts < _forgottenPts)
            return new ChannelSlice([], PtsOf(account), IsTooLong: true, IsComplete: true);
        var first = _steps.Count;
        while (first > 0 && _steps[first - 1].Pts > pts)
            first--;
        var shown = _steps.Skip(first).Where(step => step.IsShownTo(account)).Take(limit + 1).ToList();
        return shown.Count > limit
            ? new ChannelSlice(shown[..limit], shown[limit - 1].Pts, IsTooLong: false, IsComplete: false)
            : new ChannelSlice(shown, Math.Max(pts, PtsOf(account)), IsTooLong: false, IsComplete: true);
    }

    private int PtsBefore(int pts, Account account)
    {
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            if (_steps[i].Pts < pts && _steps[i].IsShownTo(account))
                return _steps[i].Pts;
        }

        return _forgottenPts;
    }
}
