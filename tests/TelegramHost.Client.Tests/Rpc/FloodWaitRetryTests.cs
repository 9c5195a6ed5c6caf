using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using TelegramHost.Client.Rpc;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using TelegramHost.Tl;
using Xunit.Abstractions;

namespace TelegramHost.Client.Tests.Rpc;

/// <summary>Waits that many callers share, over one pipeline.</summary>
public sealed class FloodWaitRetryTests(ITestOutputHelper output)
{
    private static readonly byte[] _answer = [42];

    private readonly ManualTimeProvider _time = new();
    private readonly long _start = new ManualTimeProvider().GetTimestamp();
    private readonly List<(string Method, TimeSpan At)> _asked = [];
    private readonly Dictionary<string, Queue<string>> _refusals = [];
    private readonly Lock _gate = new();
    private IEntropy _entropy = ZeroEntropy.Instance;
    private ResiliencePipeline<byte[]>? _pipeline;

    private TimeSpan Now => new(_time.GetTimestamp() - _start);

    [Fact]
    public async Task NextCallers_OfAFunctionThatHasToWait_WaitWithoutAsking()
    {
        Refuse("a", "FLOOD_WAIT_30");
        await Assert.ThrowsAsync<FloodWaitException>(() => CallAsync("a", maxWait: 0));
        _time.Advance(TimeSpan.FromSeconds(10));

        await _time.RunAsync(Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CallAsync("a"))));

        Assert.Equal(21, _asked.Count);
        Assert.All(_asked.Skip(1), call => Assert.InRange(call.At.TotalSeconds, 29.98, 32));
    }

    [Fact]
    public async Task WaitOfOneFunction_HoldsNoOtherUp()
    {
        Refuse("a", "FLOOD_WAIT_30");
        var waiting = CallAsync("a");

        await CallAsync("b");

        Assert.False(waiting.IsCompleted);
        Assert.Equal(["a", "b"], _asked.Select(call => call.Method));
        await _time.RunAsync(waiting);
    }

    [Fact]
    public async Task CallerWhoDoesNotWait_HearsOfARememberedWaitAtOnce_AndOfWhatIsLeftOfIt()
    {
        Refuse("a", "FLOOD_WAIT_30");
        var first = await Assert.ThrowsAsync<FloodWaitException>(() => CallAsync("a", maxWait: 0));
        _time.Advance(TimeSpan.FromSeconds(10));
        var second = await Assert.ThrowsAsync<FloodWaitException>(() => CallAsync("a", maxWait: 19));
        var third = CallAsync("a", maxWait: 20);

        Assert.Equal((30, 20), (first.RetryAfter.TotalSeconds, second.RetryAfter.TotalSeconds));
        Assert.Equal("FLOOD_WAIT_20", second.Text);
        await _time.RunAsync(third);
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task SlowMode_HoldsUpItsChatOnly_WhateverIsPostedThere()
    {
        Refuse("messages.sendMessage", "SLOWMODE_WAIT_30");
        await Assert.ThrowsAsync<FloodWaitException>(() => CallAsync("messages.sendMessage", channel: 1, maxWait: 0));

        await CallAsync("messages.sendMessage", channel: 2, maxWait: 0);
        await CallAsync("messages.sendMessage", maxWait: 0);
        var wait = await Assert.ThrowsAsync<FloodWaitException>(() => CallAsync("messages.sendMedia", channel: 1, maxWait: 0));
        _time.Advance(TimeSpan.FromSeconds(30));
        await CallAsync("messages.sendMedia", channel: 1, maxWait: 0);

        Assert.Equal((FloodWaitKind.SlowMode, "messages.sendMedia", "SLOWMODE_WAIT_30"), (wait.Kind, wait.Method, wait.Text));
        Assert.Equal(4, _asked.Count);
    }

    [Theory]
    [InlineData("FLOOD_TEST_PHONE_WAIT_30")]
    [InlineData("TAKEOUT_INIT_DELAY_30")]
    [InlineData("SLOWMODE_WAIT_30")]
    public async Task WaitThatDoesNotConcernTheNextCaller_IsForgotten(string text)
    {
        Refuse("a", text);
        await Assert.ThrowsAsync<FloodWaitException>(() => CallAsync("a", maxWait: 0));

        await CallAsync("a", maxWait: 0);

        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task ThoseWhoWaitForTheSame_ComeBackSpread_AndNeverTooEarly()
    {
        _entropy = new SeededEntropy(Seed.Next(output.WriteLine));
        Refuse("a", "FLOOD_WAIT_20");

        await _time.RunAsync(Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CallAsync("a"))));

        var again = _asked.Skip(1).Select(call => call.At.TotalSeconds).ToList();
        Assert.Equal(50, again.Count);
        Assert.All(again, at => Assert.InRange(at, 19.98, 24));
        Assert.True(again.Distinct().Count() > 10, string.Join(' ', again));
    }

    [Fact]
    public async Task CallerWhoGivesUp_LeavesTheOthersWaiting()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(5), _time);
        Refuse("a", "FLOOD_WAIT_30");
        var first = CallAsync("a", cancellationToken: cancellation.Token);
        var second = CallAsync("a");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _time.RunAsync(first));
        Assert.False(second.IsCompleted);
        await _time.RunAsync(second);

        Assert.Equal(2, _asked.Count);
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public void PostsToAChannel_AreKnown(object request, long? channel) => Assert.Equal(channel, PostTargets.ChannelOf(PostTargets.Of((ITlRequest)request)));

    public static TheoryData<object, long?> Posts()
    {
        var channel = new InputPeerChannel { ChannelId = 7, AccessHash = 1 };
        return new()
        {
            { new MessagesSendMessageRequest { Peer = channel, Message = "", RandomId = 1 }, 7 },
            { new MessagesSendMessageRequest { Peer = new InputPeerUser { UserId = 7, AccessHash = 1 }, Message = "", RandomId = 1 }, null },
            { new MessagesForwardMessagesRequest { FromPeer = new InputPeerSelf(), ToPeer = channel, Id = [], RandomId = [] }, 7 },
            { new MessagesSendMultiMediaRequest { Peer = new InputPeerChannelFromMessage { Peer = channel, ChannelId = 8, MsgId = 1 }, MultiMedia = [] }, 8 },
            { new MessagesSetTypingRequest { Peer = channel, Action = new SendMessageTypingAction() }, null },
        };
    }

    private void Refuse(string method, params string[] texts) => _refusals[method] = new Queue<string>(texts);

    private async Task<byte[]> CallAsync(string method, long? channel = null, int maxWait = 60, CancellationToken cancellationToken = default)
    {
        _pipeline ??= RpcPipelines.Create(
            new ResilienceOptions(), new PipelineSetup((_, _) => Task.CompletedTask, () => 2, _entropy, _time, NullLogger.Instance));
        var context = RpcPipelines.Enter(
            new RpcCall
            {
                Method = method,
                MayRepeat = true,
                MaxFloodWait = TimeSpan.FromSeconds(maxWait),
                TotalTimeout = TimeSpan.FromSeconds(120),
                    SlowModeChannel = channel,
            },
            cancellationToken);
        try
        {
            return await _pipeline.ExecuteAsync(_ => new ValueTask<byte[]>(Answer(method)), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private byte[] Answer(string method)
    {
        lock (_gate)
        {
            _asked.Add((method, Now));
            return _refusals.TryGetValue(method, out var texts) && texts.TryDequeue(out var text)
                ? throw RpcException.Create(420, text, method)
                : _answer;
        }
    }
}
