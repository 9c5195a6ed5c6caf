using Polly;

namespace TelegramHost.Client.Rpc;

/// <summary>The pipelines of a client; a change of the settings replaces them all, and what is under way stays in those in which it began.</summary>
internal sealed class CallPipelines
{
    private readonly ConnectionOptions _connection;
    private readonly PipelineSetup _setup;
    private readonly PipelineSetup _uploads;
    private readonly PipelineSetup _downloads;
    private volatile Built _built;

    /// <summary>Pipelines by <paramref name="options"/>; how soon connections are tried again is said by <paramref name="connection"/>, which does not change.</summary>
    public CallPipelines(ConnectionOptions connection, ResilienceOptions options, PipelineSetup setup)
    {
        (_connection, _setup, _uploads, _downloads) = (connection, setup, setup.Apart(), setup.Apart());
        _built = Build(options);
    }

    /// <summary>That of the connections.</summary>
    public ResiliencePipeline Connect => _built.Connect;

    /// <summary>From now on calls go by <paramref name="options"/>. One caller at a time.</summary>
    public void Use(ResilienceOptions options)
    {
        _built = Build(options);
        RpcLog.SettingsChanged(_setup.Logger, options.Preset);
    }

    /// <summary>The pipeline of a function, and the limits that go with it.</summary>
    public CallPipeline Of(string method)
    {
        var built = _built;
        return LoginPipeline.IsFor(method) ? built.Login.Value : built.Rpc;
    }

    /// <summary>The pipeline of parts of files that go that way, and the limits that go with it.</summary>
    public CallPipeline Of(TransferDirection direction) => direction == TransferDirection.Upload ? _built.Upload.Value : _built.Download.Value;

    private Built Build(ResilienceOptions options)
    {
        var limits = ResilienceLimits.Of(options);
        return new Built(
            new CallPipeline(RpcPipelines.Create(options, _setup), limits),
            // Most clients have a login already, and move no files or in one direction only.
            new(() => new CallPipeline(LoginPipeline.Create(options, _setup), limits)),
            Transfer(TransferDirection.Upload, _uploads),
            Transfer(TransferDirection.Download, _downloads),
            ConnectPipeline.Create(_connection, options, _setup));

        Lazy<CallPipeline> Transfer(TransferDirection direction, PipelineSetup setup) =>
            new(() => new CallPipeline(TransferPipelines.Create(direction, options, setup), ResilienceLimits.Of(options, direction)));
    }

    private sealed record Built(
        CallPipeline Rpc, Lazy<CallPipeline> Login, Lazy<CallPipeline> Upload, Lazy<CallPipeline> Download, ResiliencePipeline Connect);
}
