using System.Diagnostics.Metrics;
using Polly;
using Polly.Retry;

namespace TelegramHost.Client.Tests.Rpc;

/// <summary>Presets, and strategies of the application.</summary>
public sealed class ResiliencePresetTests
{
    [Fact]
    public async Task AutoSleep_SleepsThroughWaitsThatAreLongAndMany()
    {
        var rig = new PipelineRig(new ResilienceOptions { Preset = ResiliencePreset.AutoSleep });
        var start = rig.Time.GetUtcNow();
        rig.Server = _ => rig.Attempts <= 5 ? throw RpcException.Create(420, "FLOOD_WAIT_61", "a") : Task.FromResult(PipelineRig.Good);

        await rig.Time.RunAsync(rig.CallAsync());

        Assert.Equal(6, rig.Attempts);
        Assert.True(rig.Time.GetUtcNow() - start >= TimeSpan.FromSeconds(5 * 61));
    }

    [Theory]
    [InlineData(420, "FLOOD_WAIT_1")]
    [InlineData(500, "RPC_CALL_FAIL")]
    public async Task NoRetries_SurfacesEverythingAtOnce(int code, string text)
    {
        var rig = new PipelineRig(new ResilienceOptions { Preset = ResiliencePreset.NoRetries });
        rig.Fail(code, text);

        await Assert.ThrowsAnyAsync<RpcException>(() => rig.CallAsync());

        Assert.Equal(1, rig.Attempts);
    }

    [Fact]
    public async Task NoRetries_LetsOneCallWaitThatWantsTo()
    {
        var rig = new PipelineRig(new ResilienceOptions { Preset = ResiliencePreset.NoRetries });
        rig.Server = _ => rig.Attempts == 1 ? throw RpcException.Create(420, "FLOOD_WAIT_5", "a") : Task.FromResult(PipelineRig.Good);

        Assert.Same(PipelineRig.Good, await rig.Time.RunAsync(rig.CallAsync(maxFloodWait: TimeSpan.FromSeconds(5))));
    }

    [Fact]
    public async Task StrategyOutside_StandsAroundAllRepetitions_AndOneInsideAroundEach()
    {
        List<string> seen = [];
        var options = new ResilienceOptions { MaxRetries = 2 };
        options.AddStrategies(TelegramPipeline.Rpc, pipeline => pipeline.AddRetry(Repeat("outside")));
        options.AddStrategies(TelegramPipeline.Rpc, pipeline => pipeline.AddRetry(Repeat("inside")), StrategyPlace.Inside);
        var rig = new PipelineRig(options);
        rig.Fail(500, "RPC_CALL_FAIL");

        await Assert.ThrowsAsync<RpcException>(() => rig.Time.RunAsync(rig.CallAsync()));

        // Two calls of three tries each, each of them made twice.
        Assert.Equal(12, rig.Attempts);
        Assert.Equal(["inside a", "inside a", "inside a", "outside a", "inside a", "inside a", "inside a"], seen);

        RetryStrategyOptions Repeat(string name) => new()
        {
            Name = name,
            MaxRetryAttempts = 1,
            Delay = TimeSpan.Zero,
            ShouldHandle = new PredicateBuilder().Handle<RpcException>(),
            OnRetry = arguments =>
            {
                seen.Add($"{name} {arguments.Context.OperationKey}");
                return default;
            },
        };
    }

    [Fact]
    public async Task WhatStrategiesDo_IsCounted()
    {
        var name = $"mine {Guid.NewGuid()}";
        List<string?> events = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "telegram.client.resilience.events")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            // Other tests count at the same time.
            var all = tags.ToArray();
            if (all.Any(tag => tag.Key == "strategy" && (string?)tag.Value == name))
                events.Add((string?)all.Single(tag => tag.Key == "event").Value);
        });
        listener.Start();
        var options = new ResilienceOptions { MaxRetries = 0 };
        options.AddStrategies(TelegramPipeline.Rpc, pipeline => pipeline.AddRetry(new RetryStrategyOptions { Name = name, MaxRetryAttempts = 2, Delay = TimeSpan.Zero }));
        var rig = new PipelineRig(options);
        rig.Fail(400, "PEER_ID_INVALID");

        await Assert.ThrowsAsync<RpcException>(() => rig.CallAsync());

        Assert.Equal(["OnRetry", "OnRetry"], events);
    }
}
