using System.Diagnostics;
using Polly;
using Polly.Timeout;
using TelegramHost.Client.Network;
using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>Makes calls through the pipeline, and shows every result to those who live on what calls bring along.</summary>
internal sealed class ResilientInvoker(
    DcInvoker invoker, ResiliencePipeline pipeline, FloodGate gate, LoginRecorder logins, IUpdateSink sink, ResilienceOptions options, TimeProvider time)
    : IRpcInvoker
{
    /// <inheritdoc/>
    public async Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var start = time.GetTimestamp();
        using var activity = Diagnostics.Activities.StartActivity($"telegram.rpc {request.MethodName}", ActivityKind.Client);
        var outcome = "ok";
        try
        {
            var body = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            var result = RpcCodec.Decode(request, body);
            if (result is not null)
            {
                await logins.ObserveAsync(request, result, cancellationToken).ConfigureAwait(false);
                sink.PostResult(request, result);
            }

            return result;
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

    private async Task<byte[]> SendAsync(ITlRequest request, CancellationToken cancellationToken)
    {
        var method = request.MethodName;
        var body = RpcCodec.Encode(request);
        var kind = RequestKinds.Of(method);
        await PassGateAsync(method, cancellationToken).ConfigureAwait(false);
        var call = new RpcCall(method, kind.Resend == MtProto.Session.ResendPolicy.Always) { Deadline = time.GetUtcNow() + options.TotalTimeout };
        var context = RpcPipelines.Enter(call, cancellationToken);
        try
        {
            return await pipeline.ExecuteAsync(
                static async (context, state) => await state.Self.AttemptAsync(state.Body, state.Kind, context).ConfigureAwait(false),
                context,
                (Self: this, Body: body, Kind: kind)).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException exception)
        {
            var setting = exception.Timeout == options.TotalTimeout ? "Telegram:Resilience:TotalTimeout" : "Telegram:Resilience:AttemptTimeout";
            throw new RequestTimeoutException(method, exception.Timeout, setting, exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<byte[]> AttemptAsync(byte[] body, MtProto.Session.RequestKind kind, ResilienceContext context)
    {
        var call = RpcPipelines.CallOf(context);
        try
        {
            return await invoker.InvokeAsync(call.Dc, body, kind, call.Method, context.CancellationToken).ConfigureAwait(false);
        }
        catch (RpcException exception) when (call.Dc is null)
        {
            logins.Observe(exception);
            throw;
        }
    }

    /// <summary>Waits while the server has asked everybody to wait with this function.</summary>
    private async ValueTask PassGateAsync(string method, CancellationToken cancellationToken)
    {
        var wait = gate.Remaining(method);
        if (wait == TimeSpan.Zero)
            return;
        if (wait > options.MaxFloodWait)
            throw FloodWaitException.Remembered(FloodWaitKind.Method, method, wait);
        Diagnostics.FloodWait.Add(wait.TotalSeconds);
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
    }
}
