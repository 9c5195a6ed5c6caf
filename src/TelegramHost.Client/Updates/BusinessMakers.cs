using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>Typed updates of bots that are connected to a business account.</summary>
internal static class BusinessMakers
{
    public static void AddTo(UpdateMakers makers)
    {
        makers.On<UpdateBotBusinessConnect>((u, model) => new BusinessConnection
        {
            Id = u.Connection.ConnectionId,
            User = model.UserOf(u.Connection.UserId),
            Date = UpdateFactory.Time(u.Connection.Date),
            IsEnabled = !u.Connection.Disabled,
            Rights = u.Connection.Rights,
        });
        makers.On<UpdateBotNewBusinessMessage>((u, model) => model.MessageOf(u.Message) is { } message
            ? new BusinessMessage { ConnectionId = u.ConnectionId, Message = message, ReplyTo = model.MessageOrNull(u.ReplyToMessage) }
            : null);
        makers.On<UpdateBotEditBusinessMessage>((u, model) => model.MessageOf(u.Message) is { } message
            ? new BusinessMessageEdited { ConnectionId = u.ConnectionId, Message = message, ReplyTo = model.MessageOrNull(u.ReplyToMessage) }
            : null);
        makers.On<UpdateBotDeleteBusinessMessage>((u, model) => new BusinessMessagesDeleted
        {
            ConnectionId = u.ConnectionId,
            Chat = model.ChatOf(PeerIds.Of(u.Peer)),
            MessageIds = u.Messages,
        });
        makers.On<UpdateBusinessBotCallbackQuery>((u, model) => model.MessageOf(u.Message) is { } message
            ? new CallbackQuery
            {
                Id = u.QueryId,
                Sender = model.UserOf(u.UserId),
                Chat = message.Chat,
                MessageId = message.Id,
                BusinessConnectionId = u.ConnectionId,
                DataBytes = u.Data,
                ChatInstance = u.ChatInstance,
            }
            : null);
    }
}
