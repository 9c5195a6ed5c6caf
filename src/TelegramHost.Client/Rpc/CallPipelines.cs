using Polly;

namespace TelegramHost.Client.Rpc;

/// <summary>The pipelines of a client; a change of the settings replaces them all, and what is under way stays in those in which it began.</summary>
/// <remarks>
/// They are thousands of bytes that a client at rest has no use for, and know nothing that the settings and <see cref="PipelineSetup"/> do not: the
/// collector may have them, and the next call makes its own again. Strategies of the application may know more, so what has some is kept.
/// </remarks>
internal sealed class CallPipelines
{
    private readonly ConnectionOptions _connection;
    private readonly PipelineSetup _setup;
    private readonly Lock _gate = new();
    private readonly object?[] _made = new object?[(int)TelegramPipeline.Login + 1];
    private PipelineSetup? _uploads;
    private PipelineSetup? _downloads;
    private ResilienceOptions _options;

    /// <summary>Pipelines by <paramref name="options"/>; how soon connections are tried again is said by <paramref name="connection"/>, which does not change.</summary>
    public CallPipelines(ConnectionOptions connection, ResilienceOptions options, PipelineSetup setup)
    {
        (_connection, _setup, _options) = (connection, setup, options);
        Begin();
    }

    /// <summary>That of the connections.</summary>
    public ResiliencePipeline Connect => (ResiliencePipeline)Of(TelegramPipeline.Connect);

    /// <summary>From now on calls go by <paramref name="options"/>.</summary>
    public void Use(ResilienceOptions options)
    {
        lock (_gate)
        {
            Array.Clear(_made);
            _options = options;
            Begin();
        }

        RpcLog.SettingsChanged(_setup.Logger, options.Preset);
    }

    /// <summary>The pipeline of a function, and the limits that go with it.</summary>
    public CallPipeline Of(string method) => (CallPipeline)Of(LoginPipeline.IsFor(method) ? TelegramPipeline.Login : TelegramPipeline.Rpc);

    /// <summary>The pipeline of parts of files that go that way, and the limits that go with it.</summary>
    public CallPipeline Of(TransferDirection direction) =>
        (CallPipeline)Of(direction == TransferDirection.Upload ? TelegramPipeline.Upload : TelegramPipeline.Download);

    // Every client needs these two, and what is wrong with the application's strategies shows at once.
    private void Begin()
    {
        Of(TelegramPipeline.Rpc);
        Of(TelegramPipeline.Connect);
    }

    private object Of(TelegramPipeline pipeline)
    {
        lock (_gate)
        {
            ref var place = ref _made[(int)pipeline];
            if ((place is WeakReference weak ? weak.Target : place) is { } known)
                return known;
            var made = Make(pipeline);
            place = _options.HasStrategiesFor(pipeline) ? made : new WeakReference(made);
            return made;
        }
    }

    private object Make(TelegramPipeline pipeline) => pipeline switch
    {
        TelegramPipeline.Rpc => new CallPipeline(RpcPipelines.Create(_options, _setup), ResilienceLimits.Of(_options)),
        TelegramPipeline.Login => new CallPipeline(LoginPipeline.Create(_options, _setup), ResilienceLimits.Of(_options)),
        TelegramPipeline.Upload => Transfer(TransferDirection.Upload, _uploads ??= _setup.Apart()),
        TelegramPipeline.Download => Transfer(TransferDirection.Download, _downloads ??= _setup.Apart()),
        TelegramPipeline.Connect => ConnectPipeline.Create(_connection, _options, _setup),
        _ => throw new InvalidOperationException($"No such pipeline: {pipeline}."),
    };

    private CallPipeline Transfer(TransferDirection direction, PipelineSetup setup) =>
        new(TransferPipelines.Create(direction, _options, setup), ResilienceLimits.Of(_options, direction));
}
