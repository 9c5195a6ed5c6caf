using TelegramHost.Emulator.Rpc;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Rpc;

/// <summary>A client's session, without a wire.</summary>
internal sealed class RpcSeat(RpcStage stage, RpcCaller caller)
{
    public RpcCaller Caller { get; } = caller;

    /// <summary>What was pushed to the session, oldest first.</summary>
    public List<Schema.UpdatesBase> Pushed { get; } = [];

    public IEnumerable<Schema.UpdateBase> PushedUpdates => Pushed.SelectMany(UpdatesOf);

    public async Task<TResult> CallAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken = default)
    {
        var answer = await AnswerAsync(request, cancellationToken);
        if (answer.Fault is { } fault)
            throw new RpcRefusedException(fault.Code, fault.Text);
        return ReadResult(request, answer.Body);
    }

    public async Task<string> ErrorOfAsync(ITlRequest request)
    {
        var answer = await AnswerAsync(request, default);
        return answer.Fault is { } fault ? $"{fault.Code} {fault.Text}" : "no error";
    }

    public Schema.InputPeerBase PeerOf(EmulatedUser user) => new Schema.InputPeerUser { UserId = user.Id, AccessHash = HashOf(user) };

    public Schema.InputUser UserOf(EmulatedUser user) => new() { UserId = user.Id, AccessHash = HashOf(user) };

    public async Task<Schema.Message> SendAsync(Schema.InputPeerBase peer, string text, long randomId, Action<Schema.MessagesSendMessageRequest>? also = null)
    {
        var request = new Schema.MessagesSendMessageRequest { Peer = peer, Message = text, RandomId = randomId };
        also?.Invoke(request);
        var updates = UpdatesOf(await CallAsync(request));
        return (Schema.Message)updates.OfType<Schema.UpdateNewMessage>().Single().Message;
    }

    public static Schema.UpdateBase[] UpdatesOf(Schema.UpdatesBase updates) => updates switch
    {
        Schema.Updates many => many.UpdatesValue,
        Schema.UpdateShort one => [one.Update],
        _ => throw new InvalidOperationException($"Unexpected {updates.GetType().Name}."),
    };

    private async ValueTask<RpcAnswer> AnswerAsync(ITlRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new TlBuffer();
        buffer.Append(request);
        return await stage.Router.InvokeAsync(Caller, buffer.Written.ToArray(), cancellationToken);
    }

    private static TResult ReadResult<TResult>(ITlRequest<TResult> request, ReadOnlyMemory<byte> body)
    {
        var reader = TlReader.OverOwned(body.ToArray());
        var result = request.ReadResult(ref reader);
        reader.ExpectEnd();
        return result;
    }

    private long HashOf(EmulatedUser user) => stage.World.Roster.AccessHash(Caller.Account!, user);
}
