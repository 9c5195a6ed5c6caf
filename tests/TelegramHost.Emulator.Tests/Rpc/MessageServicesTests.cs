using Microsoft.Extensions.Logging;
using Moq;

namespace TelegramHost.Emulator.Tests.Rpc;

/// <summary>Sending, editing, deleting and reading messages.</summary>
public sealed class MessageServicesTests
{
    private readonly RpcStage _stage = new();
    private readonly EmulatedUser _ann;
    private readonly EmulatedUser _bob;
    private readonly EmulatedBot _bot;

    public MessageServicesTests()
    {
        _ann = _stage.World.AddUser("Ann");
        _bob = _stage.World.AddUser("Bob", username: "bobby");
        _bot = _stage.World.AddBot("5000000001:secret", "some_bot");
    }

    [Fact]
    public async Task Message_arrives_once_with_its_entities_and_its_sender()
    {
        var (ann, bot) = (_stage.SeatOf(_ann), _stage.SeatOf(_bot));

        var sent = await ann.SendAsync(ann.PeerOf(_bot), "  /start@some_bot see https://example.org/a?b=1, #tag  ", 1);

        Assert.True(sent.Out);
        var container = Assert.IsType<Schema.Updates>(Assert.Single(bot.Pushed));
        var update = Assert.IsType<Schema.UpdateNewMessage>(Assert.Single(container.UpdatesValue));
        var message = Assert.IsType<Schema.Message>(update.Message);
        Assert.Equal("/start@some_bot see https://example.org/a?b=1, #tag", message.MessageValue);
        Assert.Equal((2, 1), (update.Pts, update.PtsCount));
        Assert.Equal(_ann.Id, Assert.IsType<Schema.PeerUser>(message.PeerId).UserId);
        Assert.Null(message.FromId);
        Assert.Contains(container.Users, user => user is Schema.User { Id: var id } && id == _ann.Id);
        Assert.Collection(message.Entities!,
            entity => Assert.Equal((0, 15), Range(Assert.IsType<Schema.MessageEntityBotCommand>(entity))),
            entity => Assert.Equal((20, 25), Range(Assert.IsType<Schema.MessageEntityUrl>(entity))),
            entity => Assert.Equal((47, 4), Range(Assert.IsType<Schema.MessageEntityHashtag>(entity))));
    }

    [Fact]
    public async Task Repeated_random_id_answers_the_same_message_and_delivers_nothing()
    {
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));
        var request = new Schema.MessagesSendMessageRequest { Peer = ann.PeerOf(_bob), Message = "once", RandomId = 42 };
        var first = RpcSeat.UpdatesOf(await ann.CallAsync(request));

        var second = RpcSeat.UpdatesOf(await ann.CallAsync(request));

        Assert.Equal(Id(first), Id(second));
        Assert.Equal(0, second.OfType<Schema.UpdateNewMessage>().Single().PtsCount);
        Assert.Single(bob.Pushed);
        Assert.Equal(2, _ann.Account.Log.Pts);

        static int Id(Schema.UpdateBase[] updates) => updates.OfType<Schema.UpdateMessageID>().Single(update => update.RandomId == 42).Id;
    }

    [Theory]
    [InlineData("", 1, "400 MESSAGE_EMPTY")]
    [InlineData(" \n ", 1, "400 MESSAGE_EMPTY")]
    [InlineData("text", 0, "400 RANDOM_ID_EMPTY")]
    [InlineData(null, 1, "400 MESSAGE_TOO_LONG")]
    public async Task Message_that_Telegram_would_refuse_is_refused(string? text, long randomId, string error)
    {
        var ann = _stage.SeatOf(_ann);

        Assert.Equal(error, await ann.ErrorOfAsync(
            new Schema.MessagesSendMessageRequest { Peer = ann.PeerOf(_bob), Message = text ?? new string('x', 4097), RandomId = randomId }));
    }

    [Fact]
    public async Task Access_hash_is_checked_and_each_account_has_its_own()
    {
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));

        Assert.Equal("400 PEER_ID_INVALID", await ann.ErrorOfAsync(
            new Schema.MessagesSendMessageRequest { Peer = new Schema.InputPeerUser { UserId = _bob.Id, AccessHash = 1 }, Message = "?", RandomId = 1 }));
        Assert.Equal("400 PEER_ID_INVALID", await ann.ErrorOfAsync(
            new Schema.MessagesSendMessageRequest { Peer = bob.PeerOf(_bot), Message = "?", RandomId = 1 }));
    }

    [Fact]
    public async Task Bot_may_not_write_first_and_may_leave_the_hash_out_afterwards()
    {
        var bot = _stage.SeatOf(_bot);
        var greeting = new Schema.MessagesSendMessageRequest { Peer = bot.PeerOf(_ann), Message = "hello", RandomId = 1 };
        Assert.Equal("400 PEER_ID_INVALID", await bot.ErrorOfAsync(greeting));

        await _stage.World.SendTextAsync(_ann, _bot, "/start");

        greeting.Peer = new Schema.InputPeerUser { UserId = _ann.Id, AccessHash = 0 };
        Assert.Equal("no error", await bot.ErrorOfAsync(greeting));
    }

    [Fact]
    public async Task Edit_changes_both_copies_and_an_equal_one_is_not_an_edit()
    {
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));
        var sent = await ann.SendAsync(ann.PeerOf(_bob), "before", 1);
        var edit = new Schema.MessagesEditMessageRequest { Peer = ann.PeerOf(_bob), Id = sent.Id, Message = "after" };

        await ann.CallAsync(edit);

        var pushed = Assert.IsType<Schema.Message>(bob.PushedUpdates.OfType<Schema.UpdateEditMessage>().Single().Message);
        Assert.Equal("after", pushed.MessageValue);
        Assert.NotNull(pushed.EditDate);
        Assert.Equal("400 MESSAGE_NOT_MODIFIED", await ann.ErrorOfAsync(edit));
        Assert.Equal("403 MESSAGE_AUTHOR_REQUIRED", await bob.ErrorOfAsync(
            new Schema.MessagesEditMessageRequest { Peer = bob.PeerOf(_ann), Id = pushed.Id, Message = "mine now" }));
        Assert.Equal("400 MESSAGE_ID_INVALID", await ann.ErrorOfAsync(
            new Schema.MessagesEditMessageRequest { Peer = ann.PeerOf(_bob), Id = 99, Message = "after" }));
    }

    [Fact]
    public async Task Delete_for_both_tells_the_other_side_its_own_id()
    {
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));
        await _stage.World.SendTextAsync(_bob, _bot, "so that the ids differ");
        var sent = await ann.SendAsync(ann.PeerOf(_bob), "gone", 1);

        var affected = await ann.CallAsync(new Schema.MessagesDeleteMessagesRequest { Id = [sent.Id, 77], Revoke = true });

        Assert.Equal((3, 1), (affected.Pts, affected.PtsCount));
        var deleted = bob.PushedUpdates.OfType<Schema.UpdateDeleteMessages>().Single();
        Assert.Equal([2], deleted.Messages);
        var left = Assert.IsType<Schema.MessagesMessages>(await bob.CallAsync(new Schema.MessagesGetMessagesRequest { Id = [new Schema.InputMessageID { Id = 2 }] }));
        Assert.IsType<Schema.MessageEmpty>(Assert.Single(left.Messages));
    }

    [Fact]
    public async Task Reading_tells_the_writer_and_clears_the_count()
    {
        var (ann, bob) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob));
        var sent = await ann.SendAsync(ann.PeerOf(_bob), "one", 1);
        await ann.SendAsync(ann.PeerOf(_bob), "two", 2);

        var affected = await bob.CallAsync(new Schema.MessagesReadHistoryRequest { Peer = bob.PeerOf(_ann), MaxId = 1 });

        Assert.Equal(1, affected.PtsCount);
        Assert.Equal(sent.Id, ann.PushedUpdates.OfType<Schema.UpdateReadHistoryOutbox>().Single().MaxId);
        var dialogs = Assert.IsType<Schema.MessagesDialogs>(await bob.CallAsync(
            new Schema.MessagesGetDialogsRequest { OffsetPeer = new Schema.InputPeerEmpty(), OffsetDate = 0, OffsetId = 0, Limit = 10, Hash = 0 }));
        Assert.Equal(1, Assert.IsType<Schema.Dialog>(Assert.Single(dialogs.Dialogs)).UnreadCount);
        Assert.Equal(0, (await bob.CallAsync(new Schema.MessagesReadHistoryRequest { Peer = bob.PeerOf(_ann), MaxId = 1 })).PtsCount);
    }

    [Fact]
    public async Task History_is_paged_newest_first()
    {
        for (var i = 1; i <= 25; i++)
            await _stage.World.SendTextAsync(_ann, _bob, $"{i}");
        var bob = _stage.SeatOf(_bob);

        Assert.Equal(Enumerable.Range(16, 10).Reverse(), await PageAsync(0, 0, 10));
        Assert.Equal(Enumerable.Range(6, 10).Reverse(), await PageAsync(16, 0, 10));
        Assert.Equal(Enumerable.Range(11, 10).Reverse(), await PageAsync(16, -5, 10));
        Assert.Equal([2, 1], await PageAsync(3, 0, 10));

        async Task<IEnumerable<int>> PageAsync(int offsetId, int addOffset, int limit)
        {
            var page = await bob.CallAsync(new Schema.MessagesGetHistoryRequest { Peer = bob.PeerOf(_ann), OffsetId = offsetId, OffsetDate = 0, AddOffset = addOffset, Limit = limit, MaxId = 0, MinId = 0, Hash = 0 });
            var slice = Assert.IsType<Schema.MessagesMessagesSlice>(page);
            Assert.Equal(25, slice.Count);
            return slice.Messages.Cast<Schema.Message>().Select(message => message.Id);
        }
    }

    [Fact]
    public async Task Bot_in_privacy_mode_sees_in_groups_only_what_is_meant_for_it()
    {
        var group = _stage.World.CreateGroup("Group", _ann, _bob, _bot);
        var bot = _stage.SeatOf(_bot);

        foreach (var text in (string[])["hello all", "/start", "/start@some_bot", "/start@other_bot", "hey @some_bot", "hey @bobby"])
            await _stage.World.SendTextAsync(_ann, group, text);

        Assert.Equal(["/start", "/start@some_bot", "hey @some_bot"],
            bot.PushedUpdates.OfType<Schema.UpdateNewMessage>().Select(update => ((Schema.Message)update.Message).MessageValue));
    }

    [Fact]
    public async Task Typing_reaches_people_and_not_bots()
    {
        var (ann, bob, bot) = (_stage.SeatOf(_ann), _stage.SeatOf(_bob), _stage.SeatOf(_bot));
        await _stage.World.SendTextAsync(_ann, _bot, "/start");
        bot.Pushed.Clear();

        await ann.CallAsync(new Schema.MessagesSetTypingRequest { Peer = ann.PeerOf(_bob), Action = new Schema.SendMessageTypingAction() });
        await ann.CallAsync(new Schema.MessagesSetTypingRequest { Peer = ann.PeerOf(_bot), Action = new Schema.SendMessageTypingAction() });

        Assert.Equal(_ann.Id, Assert.Single(bob.PushedUpdates.OfType<Schema.UpdateUserTyping>()).UserId);
        Assert.Empty(bot.Pushed);
    }

    [Fact]
    public async Task Function_that_is_not_modelled_says_so_and_is_logged()
    {
        var log = new Mock<ILogger>();
        log.Setup(l => l.IsEnabled(LogLevel.Warning)).Returns(true);
        var stage = new RpcStage(loggers: Mock.Of<ILoggerFactory>(factory => factory.CreateLogger(It.IsAny<string>()) == log.Object));
        var ann = stage.SeatOf(stage.World.AddUser("Ann", "+10000000001"));

        Assert.Equal("400 METHOD_NOT_EMULATED: some.method", await ann.ErrorOfAsync(new Schema.MessagesGetAllDraftsRequest()));

        var line = Assert.Single(log.Invocations, call => call.Method.Name == nameof(ILogger.Log));
        Assert.Equal(LogLevel.Warning, line.Arguments[0]);
        Assert.Contains("some.method", $"{line.Arguments[2]}");
    }

    private static (int, int) Range(Schema.MessageEntityBase entity) => EntityRange.Of(entity);
}
