using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.Timeout;
using TelegramHost.Client.Rpc;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Rpc;

/// <summary>The pipelines of parts of files, in virtual time.</summary>
public sealed class TransferPipelinesTests
{
    private static readonly byte[] _answer = [42];

    private readonly ManualTimeProvider _time = new();
    private readonly List<(FileTransfer Transfer, TimeSpan At)> _asked = [];
    private readonly DateTimeOffset _start = new ManualTimeProvider().GetUtcNow();
    private readonly ResilienceOptions _options = new();
    private ResiliencePipeline<byte[]>? _pipeline;

    private Func<FileTransfer, CancellationToken, Task<byte[]>> Server { get; set; } = (_, _) => Task.FromResult(_answer);

    [Theory]
    [InlineData("FLOOD_WAIT_300")]
    [InlineData("FLOOD_PREMIUM_WAIT_300")]
    public async Task WaitOfFiveMinutes_IsSleptThrough(string text)
    {
        Server = (_, _) => _asked.Count == 1 ? throw RpcException.Create(420, text, "upload.getFile") : Task.FromResult(_answer);

        Assert.Same(_answer, await _time.RunAsync(CallAsync(New())));

        Assert.InRange(_asked[1].At.TotalSeconds, 299.9, 306);
    }

    [Fact]
    public async Task LongerWait_SurfacesAtOnce()
    {
        Server = (_, _) => throw RpcException.Create(420, "FLOOD_PREMIUM_WAIT_301", "upload.getFile");

        var wait = await Assert.ThrowsAsync<FloodWaitException>(() => CallAsync(New()));

        Assert.Contains("Telegram:Resilience:Download:MaxFloodWait", wait.Message, StringComparison.Ordinal);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task PremiumWait_HoldsUpTheOtherPartsOfItsFile_AndNoOtherFile()
    {
        var (slow, other) = (New(), New());
        var first = true;
        Server = (transfer, _) =>
        {
            if (transfer != slow || !first)
                return Task.FromResult(_answer);
            first = false;
            throw RpcException.Create(420, "FLOOD_PREMIUM_WAIT_30", "upload.getFile");
        };
        var waiting = CallAsync(slow);
        _time.Advance(TimeSpan.FromSeconds(10));

        await CallAsync(other);
        var next = CallAsync(slow);

        Assert.Equal([slow, other], _asked.Select(call => call.Transfer));
        await _time.RunAsync(Task.WhenAll(waiting, next));
        Assert.All(_asked.Skip(2), call => Assert.InRange(call.At.TotalSeconds, 29.9, 34));
    }

    [Fact]
    public async Task WaitOfTheFunction_HoldsUpEveryFile()
    {
        var first = true;
        Server = (_, _) =>
        {
            if (!first)
                return Task.FromResult(_answer);
            first = false;
            throw RpcException.Create(420, "FLOOD_WAIT_30", "upload.getFile");
        };
        var waiting = CallAsync(New());

        var next = CallAsync(New());

        Assert.Single(_asked);
        await _time.RunAsync(Task.WhenAll(waiting, next));
        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public async Task PassingFault_IsRepeatedFiveTimes()
    {
        Server = (_, _) => throw RpcException.Create(500, "RPC_CALL_FAIL", "upload.getFile");

        await Assert.ThrowsAsync<RpcException>(() => _time.RunAsync(CallAsync(New())));

        Assert.Equal(6, _asked.Count);
        Assert.True(_asked[^1].At >= TimeSpan.FromSeconds(5), $"The last try was at {_asked[^1].At}.");
    }

    [Fact]
    public async Task PartWithoutAnAnswer_IsTriedForSixtySecondsEachTime()
    {
        _options.Download.MaxRetries = 1;
        Server = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
            return _answer;
        };

        var exception = await Assert.ThrowsAsync<TimeoutRejectedException>(() => _time.RunAsync(CallAsync(New())));

        Assert.Equal((TimeSpan.FromSeconds(60), "Download"), (exception.Timeout, exception.TelemetrySource!.PipelineName));
        Assert.Equal(2, _asked.Count);
        Assert.True(_asked[1].At >= TimeSpan.FromSeconds(60), $"The second try was at {_asked[1].At}.");
    }

    [Fact]
    public async Task NoRetries_SurfacesWaitsAndFaultsAtOnce()
    {
        _options.Preset = ResiliencePreset.NoRetries;
        Server = (_, _) => throw RpcException.Create(420, "FLOOD_PREMIUM_WAIT_1", "upload.getFile");
        await Assert.ThrowsAsync<FloodWaitException>(() => CallAsync(New()));
        Server = (_, _) => throw RpcException.Create(500, "RPC_CALL_FAIL", "upload.getFile");

        await Assert.ThrowsAsync<RpcException>(() => CallAsync(New()));

        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task AutoSleep_SleepsThroughWaitsOfAnyLength()
    {
        _options.Preset = ResiliencePreset.AutoSleep;
        Server = (_, _) => _asked.Count == 1 ? throw RpcException.Create(420, "FLOOD_WAIT_400", "upload.getFile") : Task.FromResult(_answer);

        Assert.Same(_answer, await _time.RunAsync(CallAsync(New())));
    }

    private FileTransfer New() => new(TransferDirection.Download, new FloodGate(_time));

    private async Task<byte[]> CallAsync(FileTransfer transfer)
    {
        _pipeline ??= TransferPipelines.Create(
            TransferDirection.Download, _options, new PipelineSetup((_, _) => Task.CompletedTask, () => 2, ZeroEntropy.Instance, _time, NullLogger.Instance));
        var limits = ResilienceLimits.Of(_options, TransferDirection.Download);
        var context = RpcPipelines.Enter(
            new RpcCall { Method = "upload.getFile", MayRepeat = true, MaxFloodWait = limits.MaxFloodWait, TotalTimeout = limits.TotalTimeout, Transfer = transfer },
            default);
        try
        {
            return await _pipeline.ExecuteAsync(
                async inner =>
                {
                    lock (_asked)
                        _asked.Add((transfer, _time.GetUtcNow() - _start));
                    return await Server(transfer, inner.CancellationToken);
                },
                context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
