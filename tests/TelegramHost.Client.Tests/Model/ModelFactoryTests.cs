using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Tests.Model;

public sealed class ModelFactoryTests
{
    private readonly PeerCache _peers = new();
    private readonly ModelFactory _model;

    public ModelFactoryTests()
    {
        _model = new ModelFactory(_peers);
        _peers.Add(
            [
                new Schema.User { Id = 1, Self = true, Bot = true, AccessHash = 1, FirstName = "Bot" },
                new Schema.User { Id = 5, AccessHash = 50, FirstName = "Ann", LastName = "Lee", LangCode = "de" },
            ],
            [
                new Schema.Chat { Id = 9, Title = "Group", Photo = new ChatPhotoEmpty(), ParticipantsCount = 2, Date = 1, Version = 1 },
                new Channel { Id = 7, AccessHash = 70, Title = "News", Broadcast = true, Photo = new ChatPhotoEmpty(), Date = 1 },
            ]);
    }

    [Fact]
    public void PrivateMessage_WithoutASender_IsFromTheOtherOne()
    {
        var message = _model.MessageOf(new Schema.Message
        {
            Id = 3,
            PeerId = new PeerUser { UserId = 5 },
            Date = 1_700_000_000,
            MessageValue = "/start now",
            ReplyTo = new MessageReplyHeader { ReplyToMsgId = 2 },
            Entities = [new MessageEntityBold { Offset = 0, Length = 6 }],
        })!;

        Assert.Equal(("Ann Lee", "de", "Ann Lee"), (message.Sender!.DisplayName, message.Sender.LanguageCode, message.Chat.Title));
        Assert.Equal((true, false, 2), (message.IsPrivate, message.IsOutgoing, message.ReplyToMessageId));
        Assert.Equal(new TextEntity(TextEntityKind.Bold, 0, 6), Assert.Single(message.Entities));
        Assert.Equal(new MessageCommand("start", null, "now"), message.Command);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), message.Date);
    }

    [Fact]
    public void OutgoingPrivateMessage_IsFromTheAccountItself() =>
        Assert.True(_model.MessageOf(new Schema.Message
        {
            Id = 3, Out = true, PeerId = new PeerUser { UserId = 5 }, Date = 1, MessageValue = "hi",
        })!.Sender!.IsSelf);

    [Fact]
    public void ChannelPost_IsFromTheChannel()
    {
        var message = _model.MessageOf(new Schema.Message
        {
            Id = 3, Post = true, PeerId = new PeerChannel { ChannelId = 7 }, Date = 1, MessageValue = "hi",
        })!;

        Assert.Equal((ChatKind.Channel, "News"), (message.Chat.Kind, message.SenderChat!.Title));
        Assert.Null(message.Sender);
    }

    [Fact]
    public void GroupMessage_OfAStranger_KeepsTheIds()
    {
        var message = _model.MessageOf(new Schema.Message
        {
            Id = 3, FromId = new PeerUser { UserId = 404 }, PeerId = new PeerChat { ChatId = 9 }, Date = 1, MessageValue = "hi",
        })!;

        Assert.Equal((ChatKind.Group, "Group", 404L, "404"), (message.Chat.Kind, message.Chat.Title, message.Sender!.Id, message.Sender.DisplayName));
    }

    [Fact]
    public void EmptyMessage_IsNone() => Assert.Null(_model.MessageOf(new MessageEmpty { Id = 3 }));
}
