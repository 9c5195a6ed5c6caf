using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TelegramHost.Client;
using TelegramHost.Client.Updates;

namespace TelegramHost.Dispatch;

/// <summary>Takes updates from a client and sees them through their handlers: the conductor of this folder.</summary>
#pragma warning disable CA1001 // token sources without timers hold nothing, and a handler left behind still looks at their tokens
internal sealed class UpdateDispatcher
#pragma warning restore CA1001
{
    /// <summary>How long cancelled handlers may take to notice it when the host stops.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly DispatchOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly UpdateProcessor _processor;
    private readonly ChatLanes _lanes;
    private readonly CancellationTokenSource _abort = new();
    private readonly CancellationTokenSource _halt = new();

    public UpdateDispatcher(
        ITelegramClient client,
        UpdateHandler pipeline,
        IServiceScopeFactory scopes,
        DispatchOptions options,
        TimeProvider timeProvider,
        ILogger logger,
        KeepFailedUpdate? keep = null)
    {
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _processor = new(client, pipeline, scopes, options, timeProvider, logger, keep, _abort.Token);
        _lanes = new(options.MaxConcurrentChats, options.QueueCapacity, HandleAsync);
    }

    /// <summary>Works until it is stopped or there are no more updates; then waits for the handlers that have begun or are in line.</summary>
    /// <exception cref="HandlerFailedException">A handler failed under <see cref="FailurePolicy.StopHost"/>.</exception>
    public async Task RunAsync(ChannelReader<UpdateDelivery> updates, CancellationToken stopping)
    {
        using (var intake = CancellationTokenSource.CreateLinkedTokenSource(stopping, _halt.Token))
        {
            try
            {
                await foreach (var delivery in updates.ReadAllAsync(intake.Token).ConfigureAwait(false))
                    await _lanes.PostAsync(delivery, intake.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (intake.IsCancellationRequested)
            {
                // Told to stop: from here on only what is already in the lanes counts.
            }
        }

        await DrainAsync().ConfigureAwait(false);
        if (_halt.IsCancellationRequested)
            throw new HandlerFailedException();
    }

    private async Task HandleAsync(UpdateDelivery delivery)
    {
        // What waits behind a failure that stops the host stays undone, so that it comes again in its order.
        if (!_halt.IsCancellationRequested && !await _processor.ProcessAsync(delivery).ConfigureAwait(false))
            await _halt.CancelAsync().ConfigureAwait(false);
    }

    private async Task DrainAsync()
    {
        var idle = _lanes.WhenIdleAsync();
        if (await EndsWithinAsync(idle, _options.ShutdownTimeout).ConfigureAwait(false))
            return;
        DispatchLog.ShutdownTimedOut(_logger, _options.ShutdownTimeout);
        await _abort.CancelAsync().ConfigureAwait(false);
        await EndsWithinAsync(idle, s_grace * 2).ConfigureAwait(false);
    }

    private async Task<bool> EndsWithinAsync(Task task, TimeSpan limit)
    {
        await task.WaitAsync(limit, _timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }
}
