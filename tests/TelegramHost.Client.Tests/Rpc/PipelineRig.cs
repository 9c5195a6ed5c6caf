using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using TelegramHost.Client.Rpc;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Rpc;

/// <summary>A pipeline over a server that answers as a test says.</summary>
internal sealed class PipelineRig
{
    private int _attempts;

    public PipelineRig(ResilienceOptions options)
    {
        Pipelines = new CallPipelines(new ConnectionOptions(), options, new PipelineSetup(MoveHomeAsync, () => 2, ZeroEntropy.Instance, Time, NullLogger.Instance));
    }

    /// <summary>What calls go through.</summary>
    public CallPipelines Pipelines { get; }

    public static byte[] Good { get; } = [42];

    public ManualTimeProvider Time { get; } = new();

    /// <summary>How often the server was asked.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>What the server does.</summary>
    public Func<CancellationToken, Task<byte[]>> Server { get; set; } = _ => Task.FromResult(Good);

    /// <summary>The data centres that the account was moved to.</summary>
    public List<int> Homes { get; } = [];

    /// <summary>Other settings for the calls from now on.</summary>
    public void Use(ResilienceOptions options) => Pipelines.Use(options);

    /// <summary>Lets the server answer every call with an error.</summary>
    public void Fail(int code, string text) => Server = _ => throw RpcException.Create(code, text, "a");

    /// <summary>Makes a call; null is the account's own data centre.</summary>
    public async Task<byte[]> CallAsync(int? dc = null, TimeSpan? maxFloodWait = null, string method = "a", CancellationToken cancellationToken = default) =>
        await CallAsync(Pipelines.Of(method), dc, maxFloodWait, method, transfer: null, cancellationToken);

    /// <summary>Moves a part of a file.</summary>
    public Task<byte[]> MoveAsync(TransferDirection direction) =>
        CallAsync(Pipelines.Of(direction), null, null, "a", new FileTransfer(direction, new FloodGate(Time)), default);

    private async Task<byte[]> CallAsync(
        CallPipeline pipeline, int? dc, TimeSpan? maxFloodWait, string method, FileTransfer? transfer, CancellationToken cancellationToken)
    {
        var limits = pipeline.Limits;
        var call = new RpcCall
        {
            Method = method,
            MayRepeat = true,
            MaxFloodWait = maxFloodWait ?? limits.MaxFloodWait,
            TotalTimeout = limits.TotalTimeout,
            Dc = dc,
            Transfer = transfer,
        };
        var context = RpcPipelines.Enter(call, cancellationToken);
        try
        {
            return await pipeline.Strategies.ExecuteAsync(
                async inner =>
                {
                    Interlocked.Increment(ref _attempts);
                    return await Server(inner.CancellationToken).ConfigureAwait(false);
                },
                context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Task MoveHomeAsync(int dc, CancellationToken cancellationToken)
    {
        Homes.Add(dc);
        return Task.CompletedTask;
    }
}
