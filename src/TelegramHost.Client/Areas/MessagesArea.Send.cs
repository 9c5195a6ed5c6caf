using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

public sealed partial class MessagesArea
{
    /// <summary>Sends a text message and answers it as it stands in the chat.</summary>
    /// <param name="peer">Where to: <c>"@name"</c>, <c>"me"</c>, an id, a <see cref="Model.Chat"/> or <see cref="Model.User"/> …</param>
    /// <param name="message">A text, or a message with keyboard and more.</param>
    /// <param name="cancellationToken">Stops waiting; a message that was already sent stays.</param>
    /// <remarks>Safe against repetition: however often the call is retried on the way, the message appears once.
    /// Source: https://core.telegram.org/method/messages.sendMessage</remarks>
    /// <exception cref="PeerNotFoundException">The account can't address that peer.</exception>
    /// <exception cref="RpcException">Telegram refused, for example with <c>MESSAGE_TOO_LONG</c>.</exception>
    public async Task<Model.Message> SendTextAsync(PeerReference peer, OutgoingMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var request = new MessagesSendMessageRequest
        {
            Peer = await _resolver.ResolveAsync(peer, cancellationToken).ConfigureAwait(false),
            Message = message.Text,
            Entities = await EntitiesOfAsync(message, cancellationToken).ConfigureAwait(false),
            // Chosen here, above the pipeline of retries: the server knows a repeated message by it.
            RandomId = NextRandomId(),
            ReplyTo = message.ReplyTo is { } id ? new InputReplyToMessage { ReplyToMsgId = id } : null,
            ReplyMarkup = Keyboards.ToTl(message.Keyboard),
            NoWebpage = message.NoLinkPreview,
            Silent = message.Silent,
            Noforwards = message.Protected,
            ScheduleDate = (int?)message.ScheduleAt?.ToUnixTimeSeconds(),
        };
        var answer = await CallAsync(request, cancellationToken).ConfigureAwait(false);
        var sent = answer is UpdateShortSentMessage shortAnswer
            ? ShortSentMessage.Join(request, shortAnswer, _resolver.Cache.SelfId)
            : SentMessages.Find(answer, request.RandomId);
        return MessageOf(sent, request.MethodName, answer);
    }

    /// <summary>Answers a message in its chat, as a reply to it.</summary>
    /// <inheritdoc cref="SendTextAsync" path="/exception"/>
    public Task<Model.Message> ReplyAsync(Model.Message to, OutgoingMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        return SendTextAsync(to.Chat, message with { ReplyTo = to.Id }, cancellationToken);
    }
}
