using Microsoft.Extensions.Logging;
using TelegramHost.Emulator.Inspection;
using TelegramHost.Emulator.Layers;
using TelegramHost.Emulator.Rpc;
using TelegramHost.MtProto.Service;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>Carries out calls: wrappers off, layer in, the world's answer, layer out, back into the session.</summary>
internal sealed class RequestDesk(
    EmulatorOptions options, LayerGate gate, RpcRouter router, TempKeyBinding binding, WireJournal journal, OffenceBook offences,
    Faults faults, ILogger logger)
{
    private const uint BoolTrueId = TlReader.BoolTrueId;

    private readonly RequestPeeler _peeler = new(gate.Layers);

    /// <summary>Begins a call; calls of one session begin in their order, and a slow one does not hold up the next.</summary>
    public void Start(AttachedSession session, long messageId, ReadOnlyMemory<byte> body)
    {
        CancellationToken cancellation;
        lock (session.Key.Gate)
            cancellation = session.Requests.Begin(messageId);
        _ = AnswerAsync(session, messageId, body, cancellation);
    }

    private async Task AnswerAsync(AttachedSession session, long messageId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var call = new Call(session, messageId);
        byte[] answer;
        try
        {
            answer = await InvokeAsync(call, body, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client dropped the answer; the session knows and will not send this one.
            answer = Refuse(call, new RpcFault(500, "CANCELLED"));
        }
        catch (TlFormatException exception)
        {
            ServerLog.CallRefused(logger, call.Name, 400, exception.Message);
            answer = Refuse(call, new RpcFault(400, "INPUT_FETCH_ERROR"));
        }
#pragma warning disable CA1031 // A fault of the emulator must not leave a client waiting for ever; it is logged in full.
        catch (Exception exception)
        {
            ServerLog.CallFailed(logger, exception, call.Name);
            answer = Refuse(call, new RpcFault(500, "EMULATOR_FAILED"));
        }
#pragma warning restore CA1031

        lock (session.Key.Gate)
        {
            session.Session.Answer(messageId, answer);
            session.Requests.End(messageId, call.IsSuccess);
        }

        session.Wake();
    }

    private async ValueTask<byte[]> InvokeAsync(Call call, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var session = call.Session;
        var request = _peeler.Peel(body, session.Key.Layer);
        var caller = Introduce(session, request);
        if (request.After.Count > 0 && await WaitForAsync(session, request.After, cancellationToken).ConfigureAwait(false) is { } waitFault)
            return Refuse(call, waitFault);

        var layered = gate.TakeIn(request.Function, caller.Layer);
        call.Name = layered.Name;
        ServerLog.Called(logger, layered.Name, layered.Layer.Number);
        Record(call, WireDirection.Request, layered.Name, layered.Original is null ? "{}" : null, layered.Original, request.Function.Length);
        if (Forbid(session, caller, layered.Name) is { } refusal)
            return Refuse(call, refusal);
        if (caller.DcId == options.CdnDataCenter && ForbidAtCdn(session, request, layered.Name) is { } cdnRefusal)
            return Refuse(call, cdnRefusal);
        if (faults.TakeRefusal(layered.Name) is { } wanted)
            return Refuse(call, wanted);
        if (layered.Name == "auth.bindTempAuthKey")
            return Bind(call, layered);
        if (faults.TakeHold(layered.Name) is { } hold)
            await hold.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (router.Disguise(caller, request.Takeout, request.BusinessConnection, layered.Name, out caller) is { } wrong)
            return Refuse(call, wrong);

        var answer = await router.InvokeAsync(caller, layered.Body, cancellationToken).ConfigureAwait(false);
        if (answer.Fault is { } fault)
            return Refuse(call, fault);
        var bytes = gate.GiveOut(layered, answer.Body, out var shown);
        if (faults.TakeLateRefusal(layered.Name) is { } late)
        {
            lock (session.Key.Gate)
            {
                if (shown.Type.Name == "Updates")
                    session.TryPush(bytes);
            }

            return Refuse(call, late);
        }

        call.IsSuccess = true;
        if (journal.IsEnabled)
            Record(call, WireDirection.Answer, shown.Value is TlNode node ? node.Name : shown.Type.ToString(), TlJson.Of(shown.Value, shown.Type), null, bytes.Length);
        return bytes;
    }

    private RpcCaller Introduce(AttachedSession session, PeeledRequest request)
    {
        lock (session.Key.Gate)
        {
            var caller = session.Caller;
            if (request.Layer > 0 && request.Layer != caller.Layer)
            {
                ServerLog.LayerDeclared(logger, session.Session.Id, request.Layer, gate.Layers.Resolve(request.Layer).Number);
                caller.Layer = session.Key.Layer = request.Layer;
            }

            if (request.Device is { } device)
            {
                caller.IsInitialised = session.Key.IsInitialised = true;
                caller.Login.Device = device;
            }

            if (!request.WithoutUpdates)
                session.WantsUpdates = true;
            return caller;
        }
    }

    /// <summary>"If the predecessor fails, the call fails with MSG_WAIT_FAILED"; one that never came cannot be waited for.</summary>
    private static async ValueTask<RpcFault?> WaitForAsync(AttachedSession session, List<long> predecessors, CancellationToken cancellationToken)
    {
        foreach (var id in predecessors)
        {
            Task<bool>? outcome;
            lock (session.Key.Gate)
                outcome = session.Requests.Outcome(id);
            if (outcome is null || !await outcome.WaitAsync(cancellationToken).ConfigureAwait(false))
                return new RpcFault(400, "MSG_WAIT_FAILED");
        }

        return null;
    }

    private RpcFault? Forbid(AttachedSession session, RpcCaller caller, string name)
    {
        // Source: https://core.telegram.org/api/pfs
        if (session.Key.IsUnbound && name is not ("auth.bindTempAuthKey" or "help.getConfig" or "help.getNearestDc"))
            return new RpcFault(401, "AUTH_KEY_PERM_EMPTY");
        if (caller.IsInitialised || name == "auth.bindTempAuthKey")
            return null;
        offences.Add(new ProtocolOffence(
            options.TimeProvider.GetUtcNow(), session.Key.Id, session.Session.Id, 0, $"{name} was called before initConnection"));
        return options.Strict ? new RpcFault(400, "CONNECTION_NOT_INITED") : null;
    }

    /// <summary>"Clients must not send private user info that is passed in initConnection to the CDNs", which know no other wrapper.</summary>
    /// <remarks>Source: https://core.telegram.org/cdn#how-cdn-dcs-are-different-from-the-master-dcs</remarks>
    private RpcFault? ForbidAtCdn(AttachedSession session, PeeledRequest request, string name)
    {
        if (request.TellsMore)
        {
            offences.Add(new ProtocolOffence(
                options.TimeProvider.GetUtcNow(), session.Key.Id, session.Session.Id, 0, $"{name} told a content delivery data center who calls"));
        }

        return request.WithoutUpdates || request.After.Count > 0 ? new RpcFault(400, "CDN_METHOD_INVALID") : null;
    }

    private byte[] Bind(Call call, LayeredCall layered)
    {
        var session = call.Session;
        var reader = new TlReader(layered.Body.Span);
        var request = Schema.AuthBindTempAuthKeyRequest.Read(ref reader);
        if (binding.Bind(session.Key, session.Session.Id, call.MessageId, request, options.TimeProvider.GetUtcNow()) is { } fault)
            return Refuse(call, fault);
        call.IsSuccess = true;
        Record(call, WireDirection.Answer, "Bool", "true", null, 4);
        return BitConverter.GetBytes(BoolTrueId);
    }

    private byte[] Refuse(Call call, RpcFault fault)
    {
        ServerLog.CallRefused(logger, call.Name, fault.Code, fault.Text);
        var error = new RpcError { ErrorCode = fault.Code, ErrorMessage = fault.Text };
        using var buffer = new TlBuffer(64);
        buffer.Append(error);
        Record(call, WireDirection.Answer, "rpc_error", $$"""{"_":"rpc_error","error_code":{{fault.Code}},"error_message":"{{fault.Text}}"}""", null, buffer.Length);
        return buffer.Written.ToArray();
    }

    private void Record(Call call, WireDirection direction, string name, string? json, TlNode? node, int bytes)
    {
        if (!journal.IsEnabled)
            return;
        var key = call.Session.Key;
        journal.Add(
            options.TimeProvider.GetUtcNow(), direction, key.Id, key.Login.Account?.Id, name, json ?? TlJson.Of(node!), bytes);
    }

    private sealed class Call(AttachedSession session, long messageId)
    {
        public AttachedSession Session => session;

        public long MessageId => messageId;

        public string Name { get; set; } = "(unread)";

        public bool IsSuccess { get; set; }
    }
}
