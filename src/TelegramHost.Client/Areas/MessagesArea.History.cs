using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

public sealed partial class MessagesArea
{
    /// <summary>Reads one page of a chat's history, newest first.</summary>
    /// <param name="peer">The chat.</param>
    /// <param name="beforeMessageId">Only messages older than this one; 0 starts at the newest.</param>
    /// <param name="limit">How many at most: 1 to 100.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <remarks>Bots may not read histories: Telegram answers them <c>BOT_METHOD_INVALID</c>.
    /// Source: https://core.telegram.org/method/messages.getHistory</remarks>
    /// <exception cref="PeerNotFoundException">The account can't address that peer.</exception>
    /// <exception cref="RpcException">Telegram refused.</exception>
    public async Task<IReadOnlyList<Model.Message>> GetHistoryAsync(
        PeerReference peer, int beforeMessageId = 0, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 100);
        var request = new MessagesGetHistoryRequest
        {
            Peer = await _resolver.ResolveAsync(peer, cancellationToken).ConfigureAwait(false),
            OffsetId = beforeMessageId,
            OffsetDate = 0,
            AddOffset = 0,
            Limit = limit,
            MaxId = 0,
            MinId = 0,
            Hash = 0,
        };
        return MessagesOf(await CallAsync(request, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads messages of a chat by id; those that are gone are left out.</summary>
    /// <exception cref="PeerNotFoundException">The account can't address that peer.</exception>
    /// <exception cref="RpcException">Telegram refused.</exception>
    public async Task<IReadOnlyList<Model.Message>> GetAsync(
        PeerReference peer, IReadOnlyCollection<int> messageIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageIds);
        var input = await _resolver.ResolveAsync(peer, cancellationToken).ConfigureAwait(false);
        InputMessageBase[] ids = [.. messageIds.Select(id => new InputMessageID { Id = id })];
        var answer = InputChannels.TryOf(input, out var channel)
            ? await CallAsync(new ChannelsGetMessagesRequest { Channel = channel, Id = ids }, cancellationToken).ConfigureAwait(false)
            : await CallAsync(new MessagesGetMessagesRequest { Id = ids }, cancellationToken).ConfigureAwait(false);
        return MessagesOf(answer);
    }

    /// <summary>Shows the others what the account is doing in a chat, for about five seconds.</summary>
    /// <exception cref="PeerNotFoundException">The account can't address that peer.</exception>
    /// <exception cref="RpcException">Telegram refused.</exception>
    public async Task SetTypingAsync(PeerReference peer, ChatAction action = ChatAction.Typing, CancellationToken cancellationToken = default)
    {
        var request = new MessagesSetTypingRequest
        {
            Peer = await _resolver.ResolveAsync(peer, cancellationToken).ConfigureAwait(false),
            Action = action switch
            {
                ChatAction.None => new SendMessageCancelAction(),
                ChatAction.Typing => new SendMessageTypingAction(),
                ChatAction.UploadingPhoto => new SendMessageUploadPhotoAction { Progress = 0 },
                ChatAction.RecordingVideo => new SendMessageRecordVideoAction(),
                ChatAction.UploadingVideo => new SendMessageUploadVideoAction { Progress = 0 },
                ChatAction.RecordingVoice => new SendMessageRecordAudioAction(),
                ChatAction.UploadingVoice => new SendMessageUploadAudioAction { Progress = 0 },
                ChatAction.UploadingDocument => new SendMessageUploadDocumentAction { Progress = 0 },
                ChatAction.ChoosingLocation => new SendMessageGeoLocationAction(),
                ChatAction.ChoosingContact => new SendMessageChooseContactAction(),
                ChatAction.ChoosingSticker => new SendMessageChooseStickerAction(),
                _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not a chat action."),
            },
        };
        await CallAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private List<Model.Message> MessagesOf(MessagesMessagesBase answer)
    {
        MessageBase[] messages = answer switch
        {
            MessagesMessages m => m.Messages,
            MessagesMessagesSlice m => m.Messages,
            MessagesChannelMessages m => m.Messages,
            _ => [],
        };
        return [.. messages.Select(_model.MessageOf).OfType<Model.Message>()];
    }
}
