using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

internal sealed partial class UpdatePump
{
    private void Start(Task fetch)
    {
        _fetches.RemoveWhere(static done => done.IsCompleted);
        _fetches.Add(fetch);
    }

    private async Task FetchStateAsync(UpdateMachineOutput.FetchState fetch, DifferenceFetcher fetcher, CancellationToken cancellationToken)
    {
        var fetched = await fetcher.FetchStateAsync(cancellationToken).ConfigureAwait(false);
        if (fetched.Result is { } state)
        {
            Enqueue(now => _machine.HandleState(fetch.Call, state, now));
            return;
        }

        UpdatesLog.DifferenceFailed(_logger, 0, fetched.Reason, fetched.Exception);
        Enqueue(now => _machine.HandleDifferenceFailed(fetch.Call, fetched.Fault!.Value, now));
    }

    private async Task FetchDifferenceAsync(UpdateMachineOutput.FetchDifference fetch, DifferenceFetcher fetcher, CancellationToken cancellationToken)
    {
        var fetched = await fetcher.FetchAsync(fetch.From, fetch.TotalLimit, cancellationToken).ConfigureAwait(false);
        if (fetched.Result is { } difference)
        {
            Enqueue(now =>
            {
                if (difference.Value is UpdatesDifferenceSlice or UpdatesDifferenceTooLong)
                    _catchUp.BeginLate(fetch.From);
                if (difference.Value is UpdatesDifferenceSlice && _catchUp.WantsTarget)
                    Start(FetchTargetAsync(fetcher, cancellationToken));
                HandleUnreadable(null, difference.Unreadable);
                _machine.HandleDifference(fetch.Call, difference.Value, now);
            });
            return;
        }

        UpdatesLog.DifferenceFailed(_logger, fetch.From.Pts, fetched.Reason, fetched.Exception);
        Enqueue(now => _machine.HandleDifferenceFailed(fetch.Call, fetched.Fault!.Value, now));
    }

    private async Task FetchChannelDifferenceAsync(
        UpdateMachineOutput.FetchChannelDifference fetch, DifferenceFetcher fetcher, CancellationToken cancellationToken)
    {
        var fetched = await fetcher.FetchChannelAsync(fetch.ChannelId, fetch.Pts, fetch.Limit, cancellationToken).ConfigureAwait(false);
        if (fetched.Result is { } difference)
        {
            Enqueue(now =>
            {
                // It may have been closed meanwhile.
                if (_machine.Awaits(fetch.Call, fetch.ChannelId))
                    HandleUnreadable(fetch.ChannelId, difference.Unreadable);
                _machine.HandleChannelDifference(fetch.Call, fetch.ChannelId, difference.Value, now);
            });
            return;
        }

        HandleFailed(fetch.Call, fetch.ChannelId, fetched.Fault!.Value, fetched.Reason);
    }

    private async Task FetchChannelPtsAsync(UpdateMachineOutput.FetchChannelPts fetch, DifferenceFetcher fetcher, CancellationToken cancellationToken)
    {
        var fetched = await fetcher.FetchFullChannelAsync(fetch.ChannelId, cancellationToken).ConfigureAwait(false);
        if (fetched.Result is { FullChat: ChannelFull full })
            Enqueue(now => _machine.HandleChannelPosition(fetch.Call, fetch.ChannelId, full.Pts, now));
        else
            HandleFailed(fetch.Call, fetch.ChannelId, fetched.Fault ?? DifferenceFault.Inaccessible, fetched.Reason);
    }

    private void HandleFailed(long call, long channelId, DifferenceFault fault, string reason)
    {
        UpdatesLog.ChannelDifferenceFailed(_logger, channelId, fault, reason);
        Enqueue(now =>
        {
            // It is tried again, but one channel in trouble does not make the whole client look busy.
            _catchUp.Ended(channelId);
            _machine.HandleChannelDifferenceFailed(call, channelId, fault, now);
        });
    }

    /// <summary>Only to show how much is left: the state may be older than what comes, so nothing else is made of it.</summary>
    private async Task FetchTargetAsync(DifferenceFetcher fetcher, CancellationToken cancellationToken)
    {
        if ((await fetcher.FetchStateAsync(cancellationToken).ConfigureAwait(false)).Result is { } state)
            Enqueue(_ => _catchUp.Aim(state.Pts));
    }
}
