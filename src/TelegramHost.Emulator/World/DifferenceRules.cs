namespace TelegramHost.Emulator;

/// <summary>How generous the world is with differences; tests make it less so.</summary>
internal sealed class DifferenceRules
{
    /// <summary>The most steps that one answer carries, whatever the client allows.</summary>
    public const int MaxSteps = 100;

    private readonly Lock _gate = new();
    private readonly HashSet<PeerKey> _tooLong = [];
    private volatile int _sliceSteps = MaxSteps;

    /// <summary>How many steps of an account's log one answer carries. Default: 100.</summary>
    public int SliceSteps
    {
        get => _sliceSteps;
        set => _sliceSteps = value;
    }

    /// <summary>The next difference of an account or a channel is too long.</summary>
    public void MakeTooLong(PeerKey whose)
    {
        lock (_gate)
            _tooLong.Add(whose);
    }

    /// <summary>Whether this difference is too long; asked once.</summary>
    public bool TakeTooLong(PeerKey whose)
    {
        lock (_gate)
            return _tooLong.Remove(whose);
    }
}
