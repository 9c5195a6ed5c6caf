using Microsoft.Extensions.Logging;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.Client.Sessions;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Updates;

/// <summary>Makes the calls that an <see cref="UpdateMachine"/> asks for, each under a watchdog, and tells errors apart.</summary>
internal sealed class DifferenceFetcher(IRpcInvoker invoker, PeerCache peers, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>How long an answer may take; then it is asked for again.</summary>
    internal static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);

    /// <summary>How many channels are asked at the same time; the account's own difference never waits for them.</summary>
    private const int MaxChannelsAtOnce = 8;

    /// <summary>How long an answer counts among these; the slow ones are waited for beside others, so that they hold up nobody.</summary>
    internal static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _channelSlots = new(MaxChannelsAtOnce);

    /// <summary>Calls <c>updates.getState</c>.</summary>
    public Task<Fetched<UpdatesState>> FetchStateAsync(CancellationToken cancellationToken)
    {
        UpdatesLog.FetchingState(logger);
        return CallAsync(new UpdatesGetStateRequest(), cancellationToken);
    }

    /// <summary>Calls <c>updates.getDifference</c>.</summary>
    public async Task<Fetched<Decoded<UpdatesDifferenceBase>>> FetchAsync(CommonState from, int? totalLimit, CancellationToken cancellationToken)
    {
        UpdatesLog.FetchingDifference(logger, from.Pts, from.Qts, from.Date);
        var request = new UpdatesGetDifferenceRequest { Pts = from.Pts, Date = from.Date, Qts = from.Qts, PtsTotalLimit = totalLimit };
        var fetched = await CallAsync(
            new SalvagingRequest<UpdatesDifferenceBase>(request, UpdatesDecoder.DecodeDifference), cancellationToken).ConfigureAwait(false);
        peers.Learn(fetched.Result?.Value);
        return fetched;
    }

    /// <summary>Calls <c>updates.getChannelDifference</c>.</summary>
    public Task<Fetched<Decoded<UpdatesChannelDifferenceBase>>> FetchChannelAsync(long channelId, int pts, int limit, CancellationToken cancellationToken)
    {
        UpdatesLog.FetchingChannelDifference(logger, channelId, pts);
        return AskAsync(
            channelId,
            channel => new SalvagingRequest<UpdatesChannelDifferenceBase>(
                new UpdatesGetChannelDifferenceRequest { Channel = channel, Filter = new ChannelMessagesFilterEmpty(), Pts = pts, Limit = limit },
                UpdatesDecoder.DecodeChannelDifference),
            difference => difference.Value,
            cancellationToken);
    }

    /// <summary>Calls <c>channels.getFullChannel</c>.</summary>
    public Task<Fetched<MessagesChatFull>> FetchFullChannelAsync(long channelId, CancellationToken cancellationToken) =>
        AskAsync(channelId, channel => new ChannelsGetFullChannelRequest { Channel = channel }, full => full, cancellationToken);

    private async Task<Fetched<TResult>> AskAsync<TResult>(
        long channelId, Func<InputChannelBase, ITlRequest<TResult>> request, Func<TResult, object> teaches, CancellationToken cancellationToken)
        where TResult : class
    {
        if (!await LoadAsync(PeerId.Channel(channelId), cancellationToken).ConfigureAwait(false))
            return new Fetched<TResult>(null, DifferenceFault.Transient, "its access hash could not be read from the session's store", null);
        if (!peers.TryGetInputPeer(PeerId.Channel(channelId), out var peer) || !InputChannels.TryOf(peer, out var channel))
            return new Fetched<TResult>(null, DifferenceFault.Inaccessible, "its access hash is not known", null);
        await _channelSlots.WaitAsync(cancellationToken).ConfigureAwait(false);
        var call = CallAsync(request(channel), cancellationToken);
        await ((Task)call.WaitAsync(Slow, time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _channelSlots.Release();
        var fetched = await call.ConfigureAwait(false);
        if (fetched.Result is { } result)
            peers.Learn(teaches(result));
        return fetched;
    }

    /// <inheritdoc/>
    public void Dispose() => _channelSlots.Dispose();

    private async ValueTask<bool> LoadAsync(PeerId channel, CancellationToken cancellationToken)
    {
        try
        {
            await peers.LoadAsync(channel, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SessionStoreException exception)
        {
            SessionsLog.ChannelNotRead(logger, channel.Id, exception);
            return false;
        }
    }

    private async Task<Fetched<TResult>> CallAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken)
        where TResult : class
    {
        using var watchdog = new CancellationTokenSource(Watchdog, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(watchdog.Token, cancellationToken);
        try
        {
            var result = await invoker.InvokeAsync(request, linked.Token).ConfigureAwait(false);
            return new Fetched<TResult>(result, null, "", null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return new Fetched<TResult>(null, DifferenceFault.Transient, $"no answer within {Watchdog.TotalSeconds} s", null);
        }
        catch (TlFormatException exception)
        {
            return new Fetched<TResult>(null, DifferenceFault.Unreadable, exception.Message, exception);
        }
        catch (Exception exception)
        {
            // Whatever it was: the sequence must go on, so every fault ends in another try, a fresh start or a reported loss.
            return new Fetched<TResult>(null, FaultOf(exception), exception.Message, exception is RpcException ? null : exception);
        }
    }

    private static DifferenceFault FaultOf(Exception exception) => exception is not RpcException error
        ? DifferenceFault.Transient
        : error.Error switch
        {
            "PERSISTENT_TIMESTAMP_INVALID" or "PERSISTENT_TIMESTAMP_EMPTY" => DifferenceFault.StateInvalid,
            "CHANNEL_PRIVATE" or "CHANNEL_INVALID" or "CHANNEL_PUBLIC_GROUP_NA" or "USER_BANNED_IN_CHANNEL" or "CHAT_FORBIDDEN"
                => DifferenceFault.Inaccessible,
            _ => DifferenceFault.Transient,
        };
}
