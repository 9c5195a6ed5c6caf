using Microsoft.Extensions.Logging;
using TelegramHost.Client.Rpc;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Areas;

/// <summary>Moves files to Telegram and back.</summary>
/// <remarks>
/// Parts go on connections of their own, several at a time, through the pipelines of <c>Telegram:Resilience:Upload</c> and
/// <c>Telegram:Resilience:Download</c>. Source: https://core.telegram.org/api/files
/// </remarks>
public sealed partial class FilesArea
{
    private readonly ITransferInvoker _invoker;
    private readonly Func<ResilienceOptions> _options;
    private readonly IEntropy _entropy;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal FilesArea(ITransferInvoker invoker, Func<ResilienceOptions> options, IEntropy entropy, TimeProvider time, ILogger logger) =>
        (_invoker, _options, _entropy, _time, _logger) = (invoker, options, entropy, time, logger);

    private FileTransfer Begin(TransferDirection direction, int? dc = null) => new(direction, new FloodGate(_time)) { Dc = dc };
}
