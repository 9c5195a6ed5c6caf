using TelegramHost.Client.Areas;
using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using TelegramHost.Tl;

namespace TelegramHost.Client.Tests.Areas;

public sealed class MessagesAreaTests
{
    private readonly PeerCache _peers = new();
    private readonly MessagesArea _messages;
    private readonly ScriptedInvoker _invoker;
    private Func<ITlRequest, object> _answer = request => new InvalidOperationException(request.MethodName);

    public MessagesAreaTests()
    {
        _invoker = new ScriptedInvoker(request => _answer(request));
        _messages = new MessagesArea(_invoker, new PeerResolver(_invoker, _peers), new ModelFactory(_peers), new SeededEntropy());
        _peers.Add(
            [
                new Schema.User { Id = 1, Self = true, AccessHash = 1, FirstName = "Bot" },
                new Schema.User { Id = 5, AccessHash = 50, FirstName = "Ann" },
            ],
            [new Channel { Id = 7, AccessHash = 70, Title = "News", Photo = new ChatPhotoEmpty(), Date = 1 }]);
    }

    [Fact]
    public async Task SendText_AnsweredShortly_IsJoinedWithWhatWasSent()
    {
        _answer = _ => new UpdateShortSentMessage { Out = true, Id = 500, Pts = 1, PtsCount = 1, Date = 100 };

        var message = await _messages.SendTextAsync(5L, new OutgoingMessage("hi")
        {
            ReplyTo = 4,
            Keyboard = new InlineKeyboard().Row(InlineButton.Callback("A", "a")),
        });

        var request = Assert.IsType<MessagesSendMessageRequest>(Assert.Single(_invoker.Calls));
        Assert.NotEqual(0, request.RandomId);
        Assert.Equal(50, Assert.IsType<InputPeerUser>(request.Peer).AccessHash);
        Assert.Equal((500, "hi", true, 4), (message.Id, message.Text, message.IsOutgoing, message.ReplyToMessageId));
        Assert.Equal(PeerId.User(5), message.Chat.Id);
        Assert.IsType<InlineKeyboard>(message.Keyboard);
    }

    [Fact]
    public async Task SendText_AnsweredWithUpdates_TakesTheMessageOfItsOwnRandomId()
    {
        _answer = request => MakeUpdates(
            new UpdateNewMessage { Message = Sent(499, "other"), Pts = 1, PtsCount = 1 },
            new UpdateMessageID { Id = 500, RandomId = ((MessagesSendMessageRequest)request).RandomId },
            new UpdateNewMessage { Message = Sent(500, "mine"), Pts = 2, PtsCount = 1 });

        Assert.Equal("mine", (await _messages.SendTextAsync("me", "mine")).Text);
    }

    [Fact]
    public async Task Reply_GoesToTheSameChatAndNamesTheMessage()
    {
        _answer = _ => new UpdateShortSentMessage { Out = true, Id = 500, Pts = 1, PtsCount = 1, Date = 100 };
        var received = new Client.Model.Message
        {
            Id = 77, Chat = new Client.Model.Chat { Id = PeerId.User(5), Kind = ChatKind.Private },
        };

        await _messages.ReplyAsync(received, "answer");

        var request = (MessagesSendMessageRequest)_invoker.Calls[0];
        Assert.Equal(77, Assert.IsType<InputReplyToMessage>(request.ReplyTo).ReplyToMsgId);
    }

    [Fact]
    public async Task EditText_AnswersTheMessageAsItIsNow()
    {
        _answer = _ => MakeUpdates(new UpdateEditMessage { Message = Sent(500, "new"), Pts = 1, PtsCount = 1 });

        var message = await _messages.EditTextAsync(5L, 500, "new");

        Assert.Equal("new", message.Text);
        Assert.Equal(500, ((MessagesEditMessageRequest)_invoker.Calls[0]).Id);
    }

    [Fact]
    public async Task Delete_InAChannel_UsesTheChannelsOwnFunction()
    {
        _answer = _ => new MessagesAffectedMessages { Pts = 1, PtsCount = 1 };

        await _messages.DeleteAsync(PeerId.Channel(7), [1, 2]);
        await _messages.DeleteAsync(5L, [3]);

        Assert.Equal(70, Assert.IsType<InputChannel>(Assert.IsType<ChannelsDeleteMessagesRequest>(_invoker.Calls[0]).Channel).AccessHash);
        Assert.True(Assert.IsType<MessagesDeleteMessagesRequest>(_invoker.Calls[1]).Revoke);
    }

    [Fact]
    public async Task GetHistory_OfAPage_LearnsItsPeersAndSkipsEmptyMessages()
    {
        _answer = _ => new MessagesMessages
        {
            Messages = [new MessageEmpty { Id = 2 }, new Schema.Message { Id = 1, PeerId = new PeerUser { UserId = 6 }, Date = 1, MessageValue = "hi" }],
            Topics = [],
            Chats = [],
            Users = [new Schema.User { Id = 6, AccessHash = 60, FirstName = "Ben" }],
        };

        var page = await _messages.GetHistoryAsync(5L, limit: 10);

        Assert.Equal("Ben", Assert.Single(page).Sender!.FirstName);
    }

    private static Schema.Message Sent(int id, string text) =>
        new() { Id = id, Out = true, PeerId = new PeerUser { UserId = 5 }, Date = 1, MessageValue = text };

    private static Schema.Updates MakeUpdates(params UpdateBase[] updates) =>
        new() { UpdatesValue = updates, Users = [], Chats = [], Date = 1, Seq = 0 };
}
