using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TelegramHost.Client;
using TelegramHost.Client.Updates;
using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace TelegramHost.Dispatch;

/// <summary>The way of one update: a scope, a context, middleware and handler, the answer, and what becomes of a failure.</summary>
internal sealed class UpdateProcessor(
    ITelegramClient client,
    UpdateHandler pipeline,
    IServiceScopeFactory scopes,
    DispatchOptions options,
    TimeProvider timeProvider,
    ILogger logger,
    KeepFailedUpdate? keep,
    CancellationToken abort)
{
    /// <summary>How long a handler whose token is cancelled may take to notice it.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly ContextFactory _contexts = new(client);
    private readonly HandlerDeadline _deadline = new(options.HandlerTimeout, timeProvider, abort);

    /// <summary>Handles an update to its end and completes its delivery, unless it was cut off. Never throws.</summary>
    /// <returns>False when the host has to stop, because of <see cref="FailurePolicy.StopHost"/>.</returns>
    public async Task<bool> ProcessAsync(UpdateDelivery delivery)
    {
        for (var attempt = 1; !abort.IsCancellationRequested; attempt++)
        {
            var isLast = options.OnFailure != FailurePolicy.Retry || attempt > options.MaxRetries;
            var run = await RunAsync(delivery.Update, isLast).ConfigureAwait(false);
            switch (run.Outcome)
            {
                case RunOutcome.CutOff:
                    return true;
                case RunOutcome.Failed when options.OnFailure == FailurePolicy.StopHost:
                    return false;
                case RunOutcome.Failed when !isLast:
                    DispatchLog.Retrying(logger, delivery.Update.GetType().Name, attempt, options.MaxRetries);
                    if (!await PauseAsync(attempt).ConfigureAwait(false))
                        return true;
                    break;
                case RunOutcome.Failed:
                    delivery.Fail();
                    if (options.OnFailure != FailurePolicy.Quarantine || keep is null || await KeepAsync(delivery, run).ConfigureAwait(false))
                        delivery.Complete();
                    return true;
                default:
                    delivery.Complete();
                    return true;
            }
        }

        return true;
    }

    /// <summary>Answers false if the update must not count as done.</summary>
    private async Task<bool> KeepAsync(UpdateDelivery delivery, Run run)
    {
        try
        {
            if (!await keep!(delivery, run.Handler, run.Fault!, abort).ConfigureAwait(false))
                DispatchLog.NothingToQuarantine(logger, delivery.Update.GetType().Name);
            return true;
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // whatever keeps the store from its work: the update is not done, and the bot lives on
        catch (Exception exception)
#pragma warning restore CA1031
        {
            DispatchLog.NotQuarantined(logger, delivery.Update.GetType().Name, exception);
            return false;
        }
    }

    private async Task<Run> RunAsync(Update update, bool tellUser)
    {
        var scope = scopes.CreateAsyncScope();
        var deadline = _deadline.Start();
        var started = timeProvider.GetTimestamp();
        UpdateContext? context = null;
        Task? leftBehind = null;
        HandlerResult result;
        try
        {
            context = await _contexts.CreateAsync(update, scope.ServiceProvider, deadline.Token).ConfigureAwait(false);
            var pending = InvokeAsync(context);
            if (pending.IsCompleted)
            {
                result = await pending.ConfigureAwait(false);
            }
            else
            {
                var task = pending.AsTask();
                if (!await EndsInTimeAsync(task, deadline.Token).ConfigureAwait(false))
                {
                    leftBehind = task;
                    DispatchLog.HandlerLeftBehind(logger, context.HandlerName, update.GetType().Name);
                    throw new OperationCanceledException(deadline.Token);
                }

                result = await task.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            result = HandlerResult.TimedOut;
            if (!abort.IsCancellationRequested)
                DispatchLog.HandlerTimedOut(logger, context?.HandlerName ?? "Nobody", options.HandlerTimeout, update.GetType().Name);
        }
#pragma warning disable CA1031 // whatever a handler throws is logged and answered by the policy; the bot lives on
        catch (Exception exception)
#pragma warning restore CA1031
        {
            result = HandlerResult.Faulted(exception);
            DispatchLog.HandlerFailed(logger, context?.HandlerName ?? "Nobody", update.GetType().Name, exception);
        }

        var failed = result.Outcome is HandlerOutcome.Faulted or HandlerOutcome.TimedOut;
        if (failed && abort.IsCancellationRequested)
        {
            DispatchLog.Abandoned(logger, context?.HandlerName ?? "Nobody", update.GetType().Name);
        }
        else if (context is not null && (!failed || tellUser))
        {
            // The handler's own token may be cancelled by now; what is still said to the user must not be.
            context.CancellationToken = abort;
            await TellAsync(context, result).ConfigureAwait(false);
        }

        DispatchLog.Ended(logger, update.GetType().Name, result.Outcome, (long)timeProvider.GetElapsedTime(started).TotalMilliseconds);
        if (leftBehind is null)
        {
            _deadline.Return(deadline);
            await DisposeAsync(scope, update).ConfigureAwait(false);
        }
        else
        {
            _ = DisposeLaterAsync(leftBehind, scope, context!);
        }

        return new Run(
            !failed ? RunOutcome.Done : abort.IsCancellationRequested ? RunOutcome.CutOff : RunOutcome.Failed,
            context?.HandlerName ?? "Nobody",
            failed ? result.Exception ?? new TimeoutException($"The handler took longer than {options.HandlerTimeout} (Telegram:Dispatch:HandlerTimeout).") : null);
    }

    private async ValueTask<HandlerResult> InvokeAsync(UpdateContext context)
    {
        var result = await pipeline(context).ConfigureAwait(false);
        switch (result.Outcome, context)
        {
            case (HandlerOutcome.Reply, MessageContext message):
                await message.ReplyAsync(result.Message!).ConfigureAwait(false);
                break;
            case (HandlerOutcome.Reply, CallbackContext callback):
                await callback.RespondAsync(result.Message!).ConfigureAwait(false);
                break;
            case (HandlerOutcome.Answer, CallbackContext callback):
                await callback.AnswerAsync(result.Text).ConfigureAwait(false);
                break;
        }

        return result;
    }

    /// <summary>Waits for a handler; once its token is cancelled only for the grace period.</summary>
    private async Task<bool> EndsInTimeAsync(Task handler, CancellationToken deadline)
    {
        await handler.WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!handler.IsCompleted)
            await handler.WaitAsync(s_grace, timeProvider, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return handler.IsCompleted;
    }

    private async Task TellAsync(UpdateContext context, HandlerResult result)
    {
        if (result.Outcome >= HandlerOutcome.Rejected)
        {
            try
            {
                var handler = context.Services.GetRequiredService<ICommandResultHandler>();
                await handler.HandleAsync(context, result).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // telling is a courtesy: its failure is logged and changes nothing about the update
            catch (Exception exception)
#pragma warning restore CA1031
            {
                DispatchLog.ResultHandlerFailed(logger, result.Outcome, context.Update.GetType().Name, exception);
            }
        }

        if (context is not CallbackContext { IsAnswered: false } callback)
            return;
        try
        {
            await callback.AnswerAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // the spinner stops by itself after a while; nothing else is lost
        catch (Exception exception)
#pragma warning restore CA1031
        {
            DispatchLog.EmptyAnswerFailed(logger, exception);
        }
    }

    /// <summary>Answers false when the host doesn't want to wait for the repetition.</summary>
    private async Task<bool> PauseAsync(int attempt)
    {
        var pause = TimeSpan.FromTicks(Math.Min(options.RetryDelay.Ticks << Math.Min(attempt - 1, 16), TimeSpan.TicksPerHour));
        await Task.Delay(pause, timeProvider, abort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !abort.IsCancellationRequested;
    }

    private async Task DisposeLaterAsync(Task handler, AsyncServiceScope scope, UpdateContext context)
    {
        await handler.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (handler.Exception is { } exception)
            DispatchLog.LeftBehindFailed(logger, context.HandlerName, context.Update.GetType().Name, exception.GetBaseException());
        await DisposeAsync(scope, context.Update).ConfigureAwait(false);
    }

    private async ValueTask DisposeAsync(AsyncServiceScope scope, Update update)
    {
        try
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // a scoped service that fails on disposal must not stop its chat
        catch (Exception exception)
#pragma warning restore CA1031
        {
            DispatchLog.ScopeDisposalFailed(logger, update.GetType().Name, exception);
        }
    }

    private readonly record struct Run(RunOutcome Outcome, string Handler, Exception? Fault);

    private enum RunOutcome
    {
        Done,
        Failed,

        /// <summary>The host wouldn't wait any longer: the update doesn't count as done.</summary>
        CutOff,
    }
}
