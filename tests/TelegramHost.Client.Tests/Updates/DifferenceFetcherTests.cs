using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Updates;

public sealed class DifferenceFetcherTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly PeerCache _peers = new();

    public DifferenceFetcherTests() => _peers.Add(null, [new Channel { Id = 7, AccessHash = 70, Title = "c", Photo = new ChatPhotoEmpty(), Date = 1 }]);

    [Theory]
    [InlineData(400, "PERSISTENT_TIMESTAMP_INVALID", nameof(DifferenceFault.StateInvalid))]
    [InlineData(400, "PERSISTENT_TIMESTAMP_EMPTY", nameof(DifferenceFault.StateInvalid))]
    [InlineData(500, "PERSISTENT_TIMESTAMP_OUTDATED", nameof(DifferenceFault.Transient))]
    [InlineData(500, "HISTORY_GET_FAILED", nameof(DifferenceFault.Transient))]
    [InlineData(500, "INTERNAL", nameof(DifferenceFault.Transient))]
    [InlineData(400, "CHANNEL_PRIVATE", nameof(DifferenceFault.Inaccessible))]
    [InlineData(400, "CHANNEL_INVALID", nameof(DifferenceFault.Inaccessible))]
    [InlineData(403, "USER_BANNED_IN_CHANNEL", nameof(DifferenceFault.Inaccessible))]
    public async Task Error_OfTheServer_SaysWhatBecomesOfTheSequence(int code, string error, string expected)
    {
        var invoker = new ScriptedInvoker(_ => RpcException.Create(code, error, "updates.getChannelDifference"));
        using var fetcher = new DifferenceFetcher(invoker, _peers, _time, NullLogger.Instance);

        var fetched = await fetcher.FetchChannelAsync(7, 10, 100, CancellationToken.None);

        Assert.Equal(expected, fetched.Fault.ToString());
    }

    [Fact]
    public async Task ChannelDifference_ThatNeverComes_IsGivenUpByTheWatchdog()
    {
        var invoker = new ScriptedInvoker(_ => new TaskCompletionSource<object>().Task);
        using var fetcher = new DifferenceFetcher(invoker, _peers, _time, NullLogger.Instance);

        var fetching = fetcher.FetchChannelAsync(7, 10, 100, CancellationToken.None);
        Assert.False(fetching.IsCompleted);
        _time.Advance(DifferenceFetcher.Watchdog);

        Assert.Equal(DifferenceFault.Transient, (await fetching).Fault);
    }

    [Fact]
    public async Task SlowChannels_HoldUpNoOther()
    {
        _peers.Add(null, [.. Enumerable.Range(8, 20).Select(id => new Channel { Id = id, AccessHash = id, Title = "c", Photo = new ChatPhotoEmpty(), Date = 1 })]);
        var never = new TaskCompletionSource<object>();
        var quick = new Decoded<UpdatesChannelDifferenceBase>(new UpdatesChannelDifferenceEmpty { Final = true, Pts = 10 }, []);
        var invoker = new ScriptedInvoker(
            request => ((InputChannel)((UpdatesGetChannelDifferenceRequest)((SalvagingRequest<UpdatesChannelDifferenceBase>)request).Inner).Channel).ChannelId == 7 ? quick : never.Task);
        using var fetcher = new DifferenceFetcher(invoker, _peers, _time, NullLogger.Instance);
        var slow = Enumerable.Range(8, 8).Select(id => fetcher.FetchChannelAsync(id, 10, 100, CancellationToken.None)).ToList();
        var other = fetcher.FetchChannelAsync(7, 10, 100, CancellationToken.None);
        Assert.Equal(8, invoker.Calls.Count);

        _time.Advance(DifferenceFetcher.Slow);

        Assert.Same(quick, (await other).Result);
        never.SetResult(quick);
        Assert.All(await Task.WhenAll(slow), fetched => Assert.Same(quick, fetched.Result));
    }

    [Fact]
    public async Task Channel_WithoutAHash_IsNotAskedFor()
    {
        var invoker = new ScriptedInvoker(_ => throw new InvalidOperationException("nobody should call"));
        using var fetcher = new DifferenceFetcher(invoker, _peers, _time, NullLogger.Instance);

        Assert.Equal(DifferenceFault.Inaccessible, (await fetcher.FetchChannelAsync(8, 10, 100, CancellationToken.None)).Fault);
        Assert.Empty(invoker.Calls);
    }
}
