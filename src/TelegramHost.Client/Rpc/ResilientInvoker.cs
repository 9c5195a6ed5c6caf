using System.Diagnostics;
using Polly;
using Polly.Timeout;
using TelegramHost.Client.Network;
using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>Makes calls through the pipeline, and shows every result to those who live on what calls bring along.</summary>
internal sealed class ResilientInvoker(
    DcInvoker invoker, Func<string, CallPipeline> pipelineOf, LoginRecorder logins, IUpdateSink sink, OwnMessages own, TimeProvider time)
    : IRpcInvoker
{
    /// <inheritdoc/>
    public Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken = default) =>
        InvokeAsync(request, null, null, cancellationToken);

    /// <summary>Calls a function and answers its result, as the caller wants this one call to be made.</summary>
    public Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, InvokeOptions wish, CancellationToken cancellationToken) =>
        InvokeAsync(request, wish, null, cancellationToken);

    /// <summary>Makes a call of a file on its way.</summary>
    public Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, FileTransfer transfer, CancellationToken cancellationToken) =>
        InvokeAsync(request, null, transfer, cancellationToken);

    private async Task<TResult> InvokeAsync<TResult>(
        ITlRequest<TResult> request, InvokeOptions? wish, FileTransfer? transfer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var start = time.GetTimestamp();
        using var activity = Diagnostics.Activities.StartActivity($"telegram.rpc {request.MethodName}", ActivityKind.Client);
        var outcome = "ok";
        try
        {
            return await CallAsync(request, wish, transfer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            outcome = exception is RpcException error ? error.Error : exception.GetType().Name;
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
            // Whatever broke first: who cancelled wants to hear of the cancellation.
            if (cancellationToken.IsCancellationRequested && exception is not OperationCanceledException)
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            throw;
        }
        finally
        {
            Diagnostics.CallDuration.Record(
                time.GetElapsedTime(start).TotalSeconds, new("method", request.MethodName), new("outcome", outcome));
        }
    }

    private async Task<TResult> CallAsync<TResult>(
        ITlRequest<TResult> request, InvokeOptions? wish, FileTransfer? transfer, CancellationToken cancellationToken)
    {
        using var sent = RandomIds.Of(request) is { Length: > 0 } ids ? own.Expect(ids, PostTargets.ChannelOf(PostTargets.Of(request))) : null;
        byte[] body;
        try
        {
            body = await SendAsync(request, wish, transfer, sent, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (sent is not null && error.Error == RpcErrorNames.RandomIdDuplicate)
        {
            // An earlier try got through and its answer was lost: the messages are there and reach us as updates, so the sink needs no answer.
            return (TResult)(object)await sent.WaitAsync(error, cancellationToken).ConfigureAwait(false);
        }

        var result = RpcCodec.Decode(request, body);
        if (result is not null)
        {
            await logins.ObserveAsync(request, result, cancellationToken).ConfigureAwait(false);
            sink.PostResult(request, result);
        }

        return result;
    }

    private async Task<byte[]> SendAsync(
        ITlRequest request, InvokeOptions? wish, FileTransfer? transfer, OwnMessages.Expectation? sent, CancellationToken cancellationToken)
    {
        var method = request.MethodName;
        var kind = RequestKinds.Of(method);
        var peer = PostTargets.Of(request);
        var (strategies, limits) = pipelineOf(method);
        var call = new RpcCall
        {
            Method = method,
            MayRepeat = kind.Resend == MtProto.Session.ResendPolicy.Always,
            // A server that is no part of Telegram has no say in where the account or anything else is.
            MayMove = method != DcInvoker.CdnMethod,
            MaxFloodWait = wish?.MaxFloodWait ?? limits.MaxFloodWait,
            TotalTimeout = wish?.TotalTimeout ?? limits.TotalTimeout,
            SlowModeChannel = PostTargets.ChannelOf(peer),
            PostTarget = PostTargets.TargetOf(peer),
            Dc = transfer?.Dc ?? wish?.DataCenter,
            Transfer = transfer,
            Sent = sent,
            Messages = sent?.Count ?? 1,
            // The settings' own zero, as with NoRetries, is about Telegram's waits; who has turned the limits on wants to wait for them.
            DontWait = wish?.MaxFloodWait == TimeSpan.Zero,
            // Before anything is awaited: the order is that in which the calls were made.
            Place = wish?.Sequence?.Join(),
            Priority = wish?.Priority ?? (PostTargets.IsReply(request) ? CallPriority.High : CallPriority.Normal),
        };
        var context = RpcPipelines.Enter(call, cancellationToken);
        try
        {
            if (call.Place is { } place)
                await place.WaitTurnAsync(cancellationToken).ConfigureAwait(false);
            var outcome = await strategies.ExecuteOutcomeAsync(
                static (context, state) => state.Self.AttemptAsync(state.Body, state.Kind, context),
                context,
                (Self: this, Body: RpcCodec.Encode(request, wish), Kind: kind)).ConfigureAwait(false);
            outcome.ThrowIfException();
            // The other parts lie where this one was found.
            transfer?.Dc = call.Dc;
            return outcome.Result!;
        }
        catch (TimeoutRejectedException exception)
        {
            throw new RequestTimeoutException(method, exception.Timeout, SettingOf(exception, wish), exception);
        }
        finally
        {
            call.Place?.End();
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>One try; its fault is an outcome, which passes the strategies without being thrown anew in each.</summary>
    private async ValueTask<Outcome<byte[]>> AttemptAsync(byte[] body, MtProto.Session.RequestKind kind, ResilienceContext context)
    {
        var call = RpcPipelines.CallOf(context);
        // What was sent before the login is refused rightly, and may be heard of after it.
        var isLoggedIn = logins.Watches;
        call.Sent?.Begin();
        try
        {
            return Outcome.FromResult(await invoker.InvokeAsync(call.Dc, body, kind, call.Method, call.Place, context.CancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            if (isLoggedIn && exception is RpcException error && invoker.IsHome(call.Dc))
                logins.Observe(call.Method, error);
            return Outcome.FromException<byte[]>(exception);
        }
    }

    private static string SettingOf(TimeoutRejectedException exception, InvokeOptions? wish) => exception.TelemetrySource?.StrategyName switch
    {
        RpcPipelines.TotalTimeout when wish?.TotalTimeout is not null => $"{nameof(InvokeOptions)}.{nameof(InvokeOptions.TotalTimeout)}",
        RpcPipelines.TotalTimeout => "Telegram:Resilience:TotalTimeout",
        TransferPipelines.PartTimeout => $"Telegram:Resilience:{exception.TelemetrySource?.PipelineName}:PartTimeout",
        RpcPipelines.AttemptTimeout => "Telegram:Resilience:AttemptTimeout",
        _ => "a strategy that the application added",
    };
}
