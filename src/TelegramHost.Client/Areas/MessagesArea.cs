using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

/// <summary>Sends, edits, deletes and reads messages.</summary>
public sealed partial class MessagesArea
{
    private readonly IRpcInvoker _invoker;
    private readonly PeerResolver _resolver;
    private readonly ModelFactory _model;
    private readonly IEntropy _entropy;

    internal MessagesArea(IRpcInvoker invoker, PeerResolver resolver, ModelFactory model, IEntropy entropy)
    {
        _invoker = invoker;
        _resolver = resolver;
        _model = model;
        _entropy = entropy;
    }

    /// <summary>Never 0, which the server takes for "none".</summary>
    private long NextRandomId()
    {
        Span<byte> bytes = stackalloc byte[8];
        long id;
        do
        {
            _entropy.Fill(bytes);
            id = BitConverter.ToInt64(bytes);
        }
        while (id == 0);
        return id;
    }

    /// <summary>The message's marks; those who are mentioned by id may have to be found in the session's store.</summary>
    private async ValueTask<MessageEntityBase[]?> EntitiesOfAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        foreach (var entity in message.Entities)
        {
            if (entity is { Kind: TextEntityKind.MentionName, UserId: { } user })
                await _resolver.Cache.LoadAsync(PeerId.User(user), cancellationToken).ConfigureAwait(false);
        }

        return TextEntities.ToTl(message.Entities, _resolver.Cache);
    }

    private async Task<TResult> CallAsync<TResult>(Tl.ITlRequest<TResult> request, CancellationToken cancellationToken)
    {
        var result = await _invoker.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
        _resolver.Cache.Learn(result);
        return result;
    }

    private Model.Message MessageOf(MessageBase? message, string method, UpdatesBase answer) =>
        (message is null ? null : _model.MessageOf(message))
            ?? throw new UnexpectedAnswerException(method, "the message", answer.GetType().Name);
}
