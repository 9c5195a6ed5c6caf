using Polly;

namespace TelegramHost.Client.Rpc;

/// <summary>The pipelines of a client's calls; a change of the settings replaces them all, and calls under way stay in those in which they began.</summary>
internal sealed class CallPipelines
{
    private readonly PipelineSetup _setup;
    private volatile Built _built;

    /// <summary>Pipelines by <paramref name="options"/>.</summary>
    public CallPipelines(ResilienceOptions options, PipelineSetup setup)
    {
        _setup = setup;
        _built = Build(options);
    }

    /// <summary>From now on calls go by <paramref name="options"/>. One caller at a time.</summary>
    public void Use(ResilienceOptions options)
    {
        _built = Build(options);
        RpcLog.SettingsChanged(_setup.Logger, options.Preset);
    }

    /// <summary>The pipeline of a function, and the limits that go with it.</summary>
    public (ResiliencePipeline<byte[]> Pipeline, ResilienceLimits Limits) Of(string method)
    {
        var built = _built;
        return (LoginPipeline.IsFor(method) ? built.Login : built.Rpc, built.Limits);
    }

    private Built Build(ResilienceOptions options) =>
        new(ResilienceLimits.Of(options), RpcPipelines.Create(options, _setup), LoginPipeline.Create(options, _setup));

    private sealed record Built(ResilienceLimits Limits, ResiliencePipeline<byte[]> Rpc, ResiliencePipeline<byte[]> Login);
}
