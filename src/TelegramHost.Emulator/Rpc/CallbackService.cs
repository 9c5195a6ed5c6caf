using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary>Pressed buttons, from both sides.</summary>
internal sealed class CallbackService(World world)
{
    private const int MaxAnswerLength = 200;

    public void Register(RpcTable table)
    {
        table.OnLater(Schema.MessagesGetBotCallbackAnswerRequest.Constructor, Schema.MessagesGetBotCallbackAnswerRequest.Read, RpcAccess.Person, PressAsync);
        table.On(Schema.MessagesSetBotCallbackAnswerRequest.Constructor, Schema.MessagesSetBotCallbackAnswerRequest.Read, RpcAccess.Bot, Answer);
    }

    private async Task<ITlObject> PressAsync(RpcCaller caller, Schema.MessagesGetBotCallbackAnswerRequest request, CancellationToken cancellationToken)
    {
        CallbackDesk.Query query;
        lock (world.Gate)
        {
            var account = caller.Account!;
            var peer = world.Gatekeeper.Resolve(account, request.Peer);
            query = world.Callbacks.Ask(account, world.Archive.Find(account, peer, request.MsgId), request.Data ?? []);
        }

        var answer = await world.Callbacks.WaitAsync(query, cancellationToken).ConfigureAwait(false);
        return new Schema.MessagesBotCallbackAnswer
        {
            Alert = answer.IsAlert,
            HasUrl = answer.Url is not null,
            NativeUi = true,
            Message = answer.Text,
            Url = answer.Url,
            CacheTime = answer.CacheTime,
        };
    }

    private ITlObject Answer(RpcCaller caller, Schema.MessagesSetBotCallbackAnswerRequest request)
    {
        if (request.Message?.Length > MaxAnswerLength)
            throw new WorldException(400, "MESSAGE_TOO_LONG");
        var text = string.IsNullOrEmpty(request.Message) ? null : request.Message;
        var url = string.IsNullOrEmpty(request.Url) ? null : request.Url;
        world.Callbacks.Answer(caller.Account!, request.QueryId, new CallbackAnswer(text, request.Alert, url, request.CacheTime));
        return TlValue.True;
    }
}
