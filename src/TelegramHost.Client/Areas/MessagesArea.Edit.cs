using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

public sealed partial class MessagesArea
{
    /// <summary>Replaces the text and the buttons of a message and answers it as it is now.</summary>
    /// <param name="peer">The chat.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="message">The new content; without a keyboard the message loses its buttons.</param>
    /// <param name="cancellationToken">Stops waiting; an edit that was already sent stays.</param>
    /// <remarks>Source: https://core.telegram.org/method/messages.editMessage</remarks>
    /// <exception cref="PeerNotFoundException">The account can't address that peer.</exception>
    /// <exception cref="RpcException">Telegram refused, for example with <c>MESSAGE_NOT_MODIFIED</c>.</exception>
    public async Task<Model.Message> EditTextAsync(
        PeerReference peer, int messageId, OutgoingMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var request = new MessagesEditMessageRequest
        {
            Peer = await _resolver.ResolveAsync(peer, cancellationToken).ConfigureAwait(false),
            Id = messageId,
            Message = message.Text,
            Entities = await EntitiesOfAsync(message, cancellationToken).ConfigureAwait(false),
            ReplyMarkup = Keyboards.ToTl(message.Keyboard),
            NoWebpage = message.NoLinkPreview,
        };
        var answer = await CallAsync(request, cancellationToken).ConfigureAwait(false);
        return MessageOf(SentMessages.Find(answer, randomId: null), request.MethodName, answer);
    }

    /// <summary>Replaces the text and the buttons of a message and answers it as it is now.</summary>
    /// <inheritdoc cref="EditTextAsync(PeerReference, int, OutgoingMessage, CancellationToken)" path="/exception"/>
    public Task<Model.Message> EditTextAsync(Model.Message edited, OutgoingMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edited);
        return EditTextAsync(edited.Chat, edited.Id, message, cancellationToken);
    }

    /// <summary>Replaces the buttons of a message; null takes them away.</summary>
    /// <inheritdoc cref="EditTextAsync(PeerReference, int, OutgoingMessage, CancellationToken)" path="/exception"/>
    public async Task<Model.Message> EditKeyboardAsync(
        PeerReference peer, int messageId, InlineKeyboard? keyboard, CancellationToken cancellationToken = default)
    {
        var request = new MessagesEditMessageRequest
        {
            Peer = await _resolver.ResolveAsync(peer, cancellationToken).ConfigureAwait(false),
            Id = messageId,
            ReplyMarkup = Keyboards.ToTl(keyboard),
        };
        var answer = await CallAsync(request, cancellationToken).ConfigureAwait(false);
        return MessageOf(SentMessages.Find(answer, randomId: null), request.MethodName, answer);
    }

    /// <summary>Deletes messages of one chat.</summary>
    /// <param name="peer">The chat.</param>
    /// <param name="messageIds">The messages; those that are gone already are passed over.</param>
    /// <param name="forEveryone">Whether the others lose them too (always so in channels). Default: true.</param>
    /// <param name="cancellationToken">Stops waiting; what was already sent takes effect.</param>
    /// <exception cref="PeerNotFoundException">The account can't address that peer.</exception>
    /// <exception cref="RpcException">Telegram refused, for example with <c>MESSAGE_DELETE_FORBIDDEN</c>.</exception>
    public async Task DeleteAsync(
        PeerReference peer, IReadOnlyCollection<int> messageIds, bool forEveryone = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageIds);
        var input = await _resolver.ResolveAsync(peer, cancellationToken).ConfigureAwait(false);
        foreach (var ids in messageIds.Chunk(100))
        {
            if (InputChannels.TryOf(input, out var channel))
                await CallAsync(new ChannelsDeleteMessagesRequest { Channel = channel, Id = ids }, cancellationToken).ConfigureAwait(false);
            else
                await CallAsync(new MessagesDeleteMessagesRequest { Id = ids, Revoke = forEveryone }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes a message.</summary>
    /// <inheritdoc cref="DeleteAsync(PeerReference, IReadOnlyCollection{int}, bool, CancellationToken)" path="/exception"/>
    public Task DeleteAsync(Model.Message message, bool forEveryone = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return DeleteAsync(message.Chat, [message.Id], forEveryone, cancellationToken);
    }
}
