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

    private static ResilienceOptions Breaking(int failures) => new()
    {
        Preset = ResiliencePreset.CircuitBreaker,
        MaxRetries = 0,
        CircuitBreaker = { ConsecutiveFailures = failures },
    };
}
