using System.Runtime.CompilerServices;
using Polly;
using TelegramHost.Client.Rpc;

namespace TelegramHost.Client.Tests.Rpc;

/// <summary>Settings that change while calls are made.</summary>
public sealed class CallPipelinesTests
{
    [Fact]
    public async Task OtherPreset_HoldsForTheNextCall()
    {
        var rig = new PipelineRig(new ResilienceOptions());
        rig.Use(new ResilienceOptions { Preset = ResiliencePreset.NoRetries });
        rig.Fail(500, "RPC_CALL_FAIL");

        await Assert.ThrowsAsync<RpcException>(() => rig.CallAsync());

        Assert.Equal(1, rig.Attempts);
    }

    [Fact]
    public async Task CallUnderWay_GoesOnAsItBegan()
    {
        var rig = new PipelineRig(new ResilienceOptions());
        rig.Server = _ => rig.Attempts <= 3 ? throw RpcException.Create(500, "RPC_CALL_FAIL", "a") : Task.FromResult(PipelineRig.Good);
        var call = rig.CallAsync();

        rig.Use(new ResilienceOptions { Preset = ResiliencePreset.NoRetries });

        Assert.Same(PipelineRig.Good, await rig.Time.RunAsync(call));
        Assert.Equal(4, rig.Attempts);
    }

    [Fact]
    public async Task RememberedWaits_OutliveTheChange()
    {
        var rig = new PipelineRig(new ResilienceOptions { MaxFloodWait = TimeSpan.Zero });
        rig.Fail(420, "FLOOD_WAIT_30");
        await Assert.ThrowsAsync<FloodWaitException>(() => rig.CallAsync());

        rig.Use(new ResilienceOptions { MaxFloodWait = TimeSpan.FromSeconds(10) });
        await Assert.ThrowsAsync<FloodWaitException>(() => rig.CallAsync());

        Assert.Equal(1, rig.Attempts);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task OpenCircuits_OutliveAChangeOfOtherSettings(int failures, bool isStillOpen)
    {
        var rig = new PipelineRig(Breaking(2));
        rig.Server = _ => throw new TransportException("lost");
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<TransportException>(() => rig.CallAsync());

        var changed = Breaking(failures);
        changed.MaxFloodWait = TimeSpan.FromSeconds(7);
        rig.Use(changed);
        var exception = await Assert.ThrowsAnyAsync<TelegramException>(() => rig.CallAsync());

        Assert.Equal(isStillOpen, exception is DataCenterUnavailableException);
    }

    [Theory]
    [InlineData(TelegramPipeline.Upload)]
    [InlineData(TelegramPipeline.Download)]
    public async Task OtherSettings_HoldForTheNextPartOfAFile(TelegramPipeline pipeline)
    {
        var (direction, _) = DirectionsOf(pipeline);
        var rig = new PipelineRig(new ResilienceOptions());
        var changed = new ResilienceOptions();
        (direction == TransferDirection.Upload ? changed.Upload : changed.Download).MaxRetries = 0;
        rig.Use(changed);
        rig.Fail(500, "RPC_CALL_FAIL");

        await Assert.ThrowsAsync<RpcException>(() => rig.MoveAsync(direction));

        Assert.Equal(1, rig.Attempts);
    }

    [Theory]
    [InlineData(TelegramPipeline.Upload)]
    [InlineData(TelegramPipeline.Download)]
    public async Task WaitsOfParts_OutliveTheChange_AndAreTheirOwn(TelegramPipeline pipeline)
    {
        var (direction, other) = DirectionsOf(pipeline);
        var none = new ResilienceOptions { Upload = { MaxFloodWait = TimeSpan.Zero }, Download = { MaxFloodWait = TimeSpan.Zero } };
        var rig = new PipelineRig(none);
        rig.Fail(420, "FLOOD_WAIT_30");
        await Assert.ThrowsAsync<FloodWaitException>(() => rig.MoveAsync(direction));

        rig.Use(new ResilienceOptions { Upload = none.Upload, Download = none.Download, RetryDelay = TimeSpan.FromSeconds(7) });
        await Assert.ThrowsAsync<FloodWaitException>(() => rig.MoveAsync(direction));
        var before = rig.Attempts;
        rig.Server = _ => Task.FromResult(PipelineRig.Good);

        Assert.Equal(1, before);
        Assert.Same(PipelineRig.Good, await rig.MoveAsync(other));
        Assert.Same(PipelineRig.Good, await rig.CallAsync());
    }

    [Theory]
    [InlineData(TelegramPipeline.Upload, StrategyPlace.Outside, 1)]
    [InlineData(TelegramPipeline.Upload, StrategyPlace.Inside, 3)]
    [InlineData(TelegramPipeline.Download, StrategyPlace.Outside, 1)]
    [InlineData(TelegramPipeline.Download, StrategyPlace.Inside, 3)]
    public async Task StrategyOfTheApplication_StandsAroundAllTriesOfAPart_OrAroundEach(TelegramPipeline pipeline, StrategyPlace place, int times)
    {
        List<string?> seen = [];
        var other = pipeline == TelegramPipeline.Upload ? TelegramPipeline.Download : TelegramPipeline.Upload;
        var options = new ResilienceOptions();
        options.AddStrategies(pipeline, builder => builder.AddStrategy(_ => new Witness(seen), new WitnessOptions()), place);
        options.AddStrategies(other, builder => builder.AddStrategy(_ => new Witness([]), new WitnessOptions()), place);
        var rig = new PipelineRig(options);
        rig.Server = _ => rig.Attempts < 3 ? throw RpcException.Create(500, "RPC_CALL_FAIL", "a") : Task.FromResult(PipelineRig.Good);

        await rig.Time.RunAsync(rig.MoveAsync(DirectionsOf(pipeline).Own));

        Assert.Equal(Enumerable.Repeat("a", times), seen);
    }

    [Fact]
    public async Task PipelineOfAClientAtRest_IsGivenBack_AndTheNextCallMakesItsOwn()
    {
        var rig = new PipelineRig(new ResilienceOptions());
        var seen = Look(rig.Pipelines);

        GC.Collect();

        Assert.False(seen.IsAlive);
        Assert.Same(PipelineRig.Good, await rig.CallAsync());
    }

    [Fact]
    public void PipelineWithAStrategyOfTheApplication_IsKept_ItMayHaveAState()
    {
        var configured = 0;
        var options = new ResilienceOptions();
        options.AddStrategies(TelegramPipeline.Rpc, builder =>
        {
            configured++;
            builder.AddStrategy(_ => new Witness([]), new WitnessOptions());
        });
        var pipelines = new PipelineRig(options).Pipelines;
        var seen = Look(pipelines);

        GC.Collect();

        Assert.Same(seen.Target, pipelines.Of("a"));
        Assert.Equal(1, configured);
    }

    // Apart, so that no local of the test holds it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Look(CallPipelines pipelines) => new(pipelines.Of("a"));

    private static (TransferDirection Own, TransferDirection Other) DirectionsOf(TelegramPipeline pipeline) => pipeline == TelegramPipeline.Upload
        ? (TransferDirection.Upload, TransferDirection.Download)
        : (TransferDirection.Download, TransferDirection.Upload);

    private static ResilienceOptions Breaking(int failures) => new()
    {
        Preset = ResiliencePreset.CircuitBreaker,
        MaxRetries = 0,
        CircuitBreaker = { ConsecutiveFailures = failures },
    };
}
