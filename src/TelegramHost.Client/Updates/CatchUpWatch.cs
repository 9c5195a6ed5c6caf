namespace TelegramHost.Client.Updates;

/// <summary>Follows how far a backlog has come: that of a start, or that of a gap which takes several answers. Safe to use from several threads.</summary>
internal sealed class CatchUpWatch(Action<bool> changed)
{
    private readonly Lock _gate = new();
    private readonly HashSet<long> _channels = [];
    private bool _isCommonBehind;
    private CatchUpProgress? _progress;

    /// <summary>How far it has come; null when nothing that was missed is outstanding.</summary>
    public CatchUpProgress? Progress => Volatile.Read(ref _progress);

    /// <summary>Whether it is of use to ask where the server stands.</summary>
    public bool WantsTarget
    {
        get
        {
            lock (_gate)
                return _isCommonBehind && _progress is { TargetPts: null };
        }
    }

    /// <summary>A start goes on from a state; said again, from that one.</summary>
    public void Begin(UpdateState state)
    {
        lock (_gate)
        {
            if (state.Common is not { } common)
                return;
            _isCommonBehind = true;
            _channels.Clear();
            _channels.UnionWith(state.Channels.Keys);
            Show(new CatchUpProgress(common.Pts, null, _channels.Count));
        }
    }

    /// <summary>A gap turns out to be long.</summary>
    public void BeginLate(CommonState common)
    {
        lock (_gate)
        {
            if (_isCommonBehind)
                return;
            _isCommonBehind = true;
            Show(new CatchUpProgress(common.Pts, null, _channels.Count));
        }
    }

    /// <summary>The account's updates are fetched up to a pts.</summary>
    public void Passed(int pts)
    {
        lock (_gate)
        {
            if (_progress is { } progress)
                Show(progress with { Pts = pts });
        }
    }

    /// <summary>Where the server stands.</summary>
    public void Aim(int pts)
    {
        lock (_gate)
        {
            if (_progress is { } progress)
                Show(progress with { TargetPts = pts });
        }
    }

    /// <summary>A channel, or with null the account itself, has everything, or is not waited for any longer.</summary>
    public void Ended(long? channelId)
    {
        lock (_gate)
        {
            if (_progress is not { } progress)
                return;
            if (channelId is { } channel)
                _channels.Remove(channel);
            else
                _isCommonBehind = false;
            Show(_isCommonBehind || _channels.Count > 0 ? progress with { ChannelsLeft = _channels.Count } : null);
        }
    }

    private void Show(CatchUpProgress? progress)
    {
        var before = _progress;
        Volatile.Write(ref _progress, progress);
        if (before is null != progress is null)
            changed(progress is not null);
    }
}
