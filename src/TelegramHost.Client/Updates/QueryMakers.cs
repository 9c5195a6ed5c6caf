using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <summary>Typed updates that wait for a bot's answer, and what came of answers.</summary>
internal static class QueryMakers
{
    public static void AddTo(UpdateMakers makers)
    {
        makers.On<UpdateBotCallbackQuery>((u, model) => new CallbackQuery
        {
            Id = u.QueryId,
            Sender = model.UserOf(u.UserId),
            Chat = model.ChatOf(PeerIds.Of(u.Peer)),
            MessageId = u.MsgId,
            DataBytes = u.Data,
            GameShortName = u.GameShortName,
            ChatInstance = u.ChatInstance,
        });
        makers.On<UpdateInlineBotCallbackQuery>((u, model) => new CallbackQuery
        {
            Id = u.QueryId,
            Sender = model.UserOf(u.UserId),
            InlineMessageId = u.MsgId,
            DataBytes = u.Data,
            GameShortName = u.GameShortName,
            ChatInstance = u.ChatInstance,
        });
        makers.On<UpdateBotInlineQuery>((u, model) => new InlineQuery
        {
            Id = u.QueryId,
            Sender = model.UserOf(u.UserId),
            Query = u.Query,
            Offset = u.Offset,
            ChatKind = KindOf(u.PeerType),
        });
        makers.On<UpdateBotInlineSend>((u, model) => new ChosenInlineResult
        {
            Sender = model.UserOf(u.UserId),
            ResultId = u.Id,
            Query = u.Query,
            InlineMessageId = u.MsgId,
        });
        makers.On<UpdateBotShippingQuery>((u, model) => new ShippingQuery
        {
            Id = u.QueryId,
            Sender = model.UserOf(u.UserId),
            Payload = u.Payload,
            Address = PostalAddress.Of(u.ShippingAddress),
        });
        makers.On<UpdateBotPrecheckoutQuery>((u, model) => new PreCheckoutQuery
        {
            Id = u.QueryId,
            Sender = model.UserOf(u.UserId),
            Currency = u.Currency,
            TotalAmount = u.TotalAmount,
            Payload = u.Payload,
            ShippingOptionId = u.ShippingOptionId,
            Name = u.Info?.Name,
            Phone = u.Info?.Phone,
            Email = u.Info?.Email,
            Address = u.Info?.ShippingAddress is { } address ? PostalAddress.Of(address) : null,
        });
        makers.On<UpdateBotGuestChatQuery>((u, model) => model.MessageOf(u.Message) is { } message
            ? new GuestChatQuery { Id = u.QueryId, Message = message, References = model.MessagesOf(u.ReferenceMessages) }
            : null);
    }

    private static ChatKind? KindOf(InlineQueryPeerTypeBase? type) => type switch
    {
        InlineQueryPeerTypeSameBotPM or InlineQueryPeerTypePM or InlineQueryPeerTypeBotPM => ChatKind.Private,
        InlineQueryPeerTypeChat => ChatKind.Group,
        InlineQueryPeerTypeMegagroup => ChatKind.Supergroup,
        InlineQueryPeerTypeBroadcast => ChatKind.Channel,
        _ => null,
    };
}
