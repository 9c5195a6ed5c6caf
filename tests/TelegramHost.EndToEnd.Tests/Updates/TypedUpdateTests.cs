using TelegramHost.Client;
using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;

namespace TelegramHost.EndToEnd.Tests.Updates;

/// <summary>Every kind of typed update, pushed over the wire.</summary>
public sealed class TypedUpdateTests : IDisposable
{
    private static readonly DateTimeOffset s_date = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    private static int Date => (int)s_date.ToUnixTimeSeconds();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Queries_ReachTheBot()
    {
        await using var bot = await ListeningBot.StartAsync();
        var ada = bot.Person.Id;
        var address = new PostAddress { StreetLine1 = "1 Main St", StreetLine2 = "", City = "York", State = "", CountryIso2 = "GB", PostCode = "YO1" };

        var inline = await bot.PushAsync<InlineQuery>(new UpdateBotInlineQuery
        {
            QueryId = 1, UserId = ada, Query = "tea", Offset = "20", PeerType = new InlineQueryPeerTypeMegagroup(),
        });
        Assert.Equal((1, "Ada", "tea", "20", ChatKind.Supergroup), (inline.Id, inline.Sender.FirstName, inline.Query, inline.Offset, inline.ChatKind));

        var messageId = new InputBotInlineMessageID64 { DcId = 2, OwnerId = 3, Id = 4, AccessHash = 5 };
        var chosen = await bot.PushAsync<ChosenInlineResult>(new UpdateBotInlineSend { UserId = ada, Query = "tea", Id = "green", MsgId = messageId });
        Assert.Equal(("Ada", "tea", "green", 4), (chosen.Sender.FirstName, chosen.Query, chosen.ResultId, ((InputBotInlineMessageID64)chosen.InlineMessageId!).Id));

        var pressed = await bot.PushAsync<CallbackQuery>(new UpdateInlineBotCallbackQuery
        {
            QueryId = 2, UserId = ada, MsgId = messageId, ChatInstance = 9, Data = "buy"u8.ToArray(),
        });
        Assert.Equal((2, "buy", null, true), (pressed.Id, pressed.Data, pressed.Chat, pressed.InlineMessageId is not null));

        var shipping = await bot.PushAsync<ShippingQuery>(new UpdateBotShippingQuery { QueryId = 3, UserId = ada, Payload = [7], ShippingAddress = address });
        Assert.Equal((3L, (byte)7, "York", "GB"), (shipping.Id, shipping.Payload.Span[0], shipping.Address.City, shipping.Address.CountryCode));

        var checkout = await bot.PushAsync<PreCheckoutQuery>(new UpdateBotPrecheckoutQuery
        {
            QueryId = 4, UserId = ada, Payload = [8], Currency = "EUR", TotalAmount = 250, ShippingOptionId = "post",
            Info = new PaymentRequestedInfo { Name = "Ada L.", Email = "ada@example.org", ShippingAddress = address },
        });
        Assert.Equal((4, "EUR", 250, "post", "Ada L."), (checkout.Id, checkout.Currency, checkout.TotalAmount, checkout.ShippingOptionId, checkout.Name));
        Assert.Equal(("ada@example.org", null, "YO1"), (checkout.Email, checkout.Phone, checkout.Address!.PostCode));

        var guest = await bot.PushAsync<GuestChatQuery>(new UpdateBotGuestChatQuery { QueryId = 5, Message = Text(bot, "help"), ReferenceMessages = [Text(bot, "this")], Qts = 0 });
        Assert.Equal((5, "help", "this"), (guest.Id, guest.Message.Text, Assert.Single(guest.References).Text));
    }

    [Fact]
    public async Task PeopleAndTheirPlaces_ReachTheBot()
    {
        await using var bot = await ListeningBot.StartAsync();
        var ada = bot.Person.Id;
        var group = bot.World.CreateGroup("Friends", bot.Person, bot.Bot);
        var invite = new ChatInviteExported { Link = "https://t.me/+abc", AdminId = ada, Date = 1 };

        var status = await bot.PushAsync<UserStatus>(new UpdateUserStatus { UserId = ada, Status = new UserStatusOffline { WasOnline = Date } });
        Assert.Equal(("Ada", UserPresence.Offline, s_date), (status.User.FirstName, status.Presence, status.Date));

        var typing = await bot.PushAsync<UserTyping>(new UpdateChatUserTyping
        {
            ChatId = group.Id, FromId = new PeerUser { UserId = ada }, Action = new SendMessageTypingAction(),
        });
        Assert.Equal(("Friends", "Ada", false), (typing.Chat.Title, typing.Sender!.FirstName, typing.IsCancelled));
        Assert.IsType<SendMessageTypingAction>(typing.Action);

        var promoted = await bot.PushAsync<ParticipantUpdated>(new UpdateChatParticipant
        {
            ChatId = group.Id, Date = Date, ActorId = ada, UserId = bot.Bot.Id, Qts = 0, Invite = invite,
            PrevParticipant = new ChatParticipant { UserId = bot.Bot.Id, InviterId = ada, Date = 1 },
            NewParticipant = new ChatParticipantAdmin { UserId = bot.Bot.Id, InviterId = ada, Date = 1 },
        });
        Assert.Equal(
            ("Friends", "Ada", bot.Bot.Id, s_date, ParticipantStatus.Member, ParticipantStatus.Administrator, "https://t.me/+abc"),
            (promoted.Chat.Title, promoted.Actor.FirstName, promoted.User.Id, promoted.Date, promoted.Before, promoted.After, promoted.InviteLink));

        var banned = await bot.PushAsync<ParticipantUpdated>(new UpdateChannelParticipant
        {
            ChannelId = 77, Date = Date, ActorId = ada, UserId = ada, Qts = 0,
            PrevParticipant = new ChannelParticipantCreator { UserId = ada, AdminRights = new ChatAdminRights() },
            NewParticipant = new ChannelParticipantBanned
            {
                Peer = new PeerUser { UserId = ada }, KickedBy = ada, Date = 1, BannedRights = new ChatBannedRights { ViewMessages = true, UntilDate = 0 },
            },
        });
        Assert.Equal((PeerId.Channel(77), ParticipantStatus.Owner, ParticipantStatus.Banned), (banned.ChatId, banned.Before, banned.After));

        var request = await bot.PushAsync<JoinRequest>(new UpdateBotChatInviteRequester
        {
            Peer = new PeerChat { ChatId = group.Id }, Date = Date, UserId = ada, About = "a friend", Invite = invite, Qts = 0,
        });
        Assert.Equal(("Friends", "Ada", "a friend", "https://t.me/+abc"), (request.Chat.Title, request.User.FirstName, request.About, request.InviteLink));

        var boost = await bot.PushAsync<ChatBoost>(new UpdateBotChatBoost
        {
            Peer = new PeerChat { ChatId = group.Id }, Qts = 0, Boost = new Boost { Id = "b", UserId = ada, Date = Date, Expires = Date + 60, Gift = true, Multiplier = 4 },
        });
        Assert.Equal(("b", "Ada", 4, true, s_date.AddMinutes(1)), (boost.BoostId, boost.User!.FirstName, boost.Multiplier, boost.IsGift, boost.Expires));

        bot.World.SetBlocked(bot.Person, bot.Bot, blocked: true);
        var stopped = await bot.NextAsync<BotStopped>();
        Assert.Equal(("Ada", true), (stopped.User.FirstName, stopped.IsStopped));
    }

    [Fact]
    public async Task ReactionsAndPolls_ReachTheBot()
    {
        await using var bot = await ListeningBot.StartAsync();
        var peer = new PeerUser { UserId = bot.Person.Id };

        var reaction = await bot.PushAsync<MessageReaction>(new UpdateBotMessageReaction
        {
            Peer = peer, MsgId = 5, Date = Date, Actor = peer, Qts = 0,
            OldReactions = [new ReactionEmoji { Emoticon = "👍" }], NewReactions = [new ReactionCustomEmoji { DocumentId = 9 }, new ReactionPaid()],
        });
        Assert.Equal((5, "Ada", "👍", 9L, true), (reaction.MessageId, reaction.Sender!.FirstName, reaction.Before[0].Emoji, reaction.After[0].CustomEmojiId, reaction.After[1].IsPaid));

        var counts = await bot.PushAsync<MessageReactionCounts>(new UpdateBotMessageReactions
        {
            Peer = peer, MsgId = 5, Date = Date, Qts = 0, Reactions = [new Schema.ReactionCount { Reaction = new ReactionEmoji { Emoticon = "👍" }, Count = 3 }],
        });
        Assert.Equal((5, "👍", 3, s_date), (counts.MessageId, counts.Counts[0].Reaction.Emoji, counts.Counts[0].Count, counts.Date));

        var vote = await bot.PushAsync<PollVote>(new UpdateMessagePollVote { PollId = 6, Peer = peer, Options = [[1], [2]], Positions = [0, 1], Qts = 0 });
        Assert.Equal((6L, "Ada", (byte)2, 1), (vote.PollId, vote.Sender!.FirstName, vote.Options[1].Span[0], vote.Positions[1]));

        var poll = await bot.PushAsync<PollUpdated>(new UpdateMessagePoll
        {
            PollId = 6,
            Results = new PollResults { TotalVoters = 2, Results = [new PollAnswerVoters { Option = [1], Voters = 2, RecentVoters = [peer], Correct = true }] },
        });
        Assert.Equal((6, 2, null, 2, true), (poll.PollId, poll.TotalVoters, poll.Question, poll.Votes[0].Voters, poll.Votes[0].IsCorrect));
    }

    [Fact]
    public async Task BusinessUpdates_ReachTheBot()
    {
        await using var bot = await ListeningBot.StartAsync();

        var connection = await bot.PushAsync<BusinessConnection>(new UpdateBotBusinessConnect
        {
            Connection = new BotBusinessConnection { ConnectionId = "c", UserId = bot.Person.Id, DcId = 2, Date = Date }, Qts = 0,
        });
        Assert.Equal(("c", "Ada", true, s_date), (connection.Id, connection.User.FirstName, connection.IsEnabled, connection.Date));

        var message = await bot.PushAsync<BusinessMessage>(new UpdateBotNewBusinessMessage { ConnectionId = "c", Message = Text(bot, "hi"), Qts = 0 });
        Assert.Equal(("c", "hi", null), (message.ConnectionId, message.Message.Text, message.ReplyTo));

        var edited = await bot.PushAsync<BusinessMessageEdited>(new UpdateBotEditBusinessMessage
        {
            ConnectionId = "c", Message = Text(bot, "ho"), ReplyToMessage = Text(bot, "before"), Qts = 0,
        });
        Assert.Equal(("ho", "before"), (edited.Message.Text, edited.ReplyTo!.Text));

        var deleted = await bot.PushAsync<BusinessMessagesDeleted>(new UpdateBotDeleteBusinessMessage
        {
            ConnectionId = "c", Peer = new PeerUser { UserId = bot.Person.Id }, Messages = [1, 2], Qts = 0,
        });
        Assert.Equal(("c", "Ada", 2), (deleted.ConnectionId, deleted.Chat.Title, deleted.MessageIds.Count));

        var pressed = await bot.PushAsync<CallbackQuery>(new UpdateBusinessBotCallbackQuery
        {
            QueryId = 2, UserId = bot.Person.Id, ConnectionId = "c", Message = Text(bot, "menu"), ChatInstance = 1, Data = "buy"u8.ToArray(),
        });
        Assert.Equal(("c", "buy", 1), (pressed.BusinessConnectionId, pressed.Data, pressed.MessageId));
    }

    [Fact]
    public async Task ServiceMessages_AreEventsOfTheChat()
    {
        await using var bot = await ListeningBot.StartAsync();

        bot.World.CreateGroup("Friends", bot.Person, bot.Bot);
        var created = await bot.NextAsync<ChatEvent>();
        Assert.Equal((ChatEventKind.GroupCreated, "Friends", "Ada"), (created.Kind, created.Title, created.Message.Sender!.FirstName));
        Assert.Contains(created.Members, member => member.Id == bot.Bot.Id);

        (MessageActionBase Action, ChatEventKind Kind)[] cases =
        [
            (new MessageActionChatAddUser { Users = [bot.Person.Id] }, ChatEventKind.MembersJoined),
            (new MessageActionChatJoinedByLink { InviterId = bot.Person.Id }, ChatEventKind.MemberJoinedByLink),
            (new MessageActionChatJoinedByRequest(), ChatEventKind.MemberJoinedByRequest),
            (new MessageActionChatDeleteUser { UserId = bot.Person.Id }, ChatEventKind.MemberLeft),
            (new MessageActionChatEditTitle { Title = "New" }, ChatEventKind.TitleChanged),
            (new MessageActionChatDeletePhoto(), ChatEventKind.PhotoDeleted),
            (new MessageActionChatMigrateTo { ChannelId = 4 }, ChatEventKind.MigratedTo),
            (new MessageActionScreenshotTaken(), ChatEventKind.Other),
        ];
        foreach (var (action, kind) in cases)
            Assert.Equal(kind, (await bot.PushAsync<ChatEvent>(Service(bot, action))).Kind);

        var pinned = Service(bot, new MessageActionPinMessage());
        ((MessageService)pinned.Message).ReplyTo = new MessageReplyHeader { ReplyToMsgId = 3 };
        Assert.Equal((ChatEventKind.MessagePinned, 3), ((await bot.PushAsync<ChatEvent>(pinned)) is var pin ? (pin.Kind, pin.PinnedMessageId) : default));
    }

    [Fact]
    public async Task Album_ComesAsOneUpdate()
    {
        await using var bot = await ListeningBot.StartAsync();

        for (var i = 1; i <= 3; i++)
        {
            var part = Text(bot, i == 2 ? "all three" : "", id: 100 + i);
            part.GroupedId = 55;
            bot.World.Push(bot.Bot, new UpdateNewMessage { Message = part, Pts = 0, PtsCount = 0 });
        }

        var album = await bot.NextAsync<Album>();
        Assert.Equal([101, 102, 103], album.Messages.Select(message => message.Id));
        Assert.Equal((55, "all three"), (album.Id, album.Text));
    }

    [Fact]
    public async Task UpdateWithoutATypeOfItsOwn_ComesRaw()
    {
        await using var bot = await ListeningBot.StartAsync();

        var raw = await bot.PushAsync<RawUpdate>(new UpdateStickerSets());

        Assert.IsType<UpdateStickerSets>(raw.Raw);
    }

    [Fact]
    public async Task EventOfABot_ThatCameWhileItWasDown_IsDeliveredAtTheNextStart()
    {
        await using var bot = await ListeningBot.StartAsync(new SessionOptions { Path = Path.Combine(_folder, "bot.session") });
        await bot.StopAsync();

        bot.World.Push(bot.Bot, new UpdateMessagePollVote
        {
            PollId = 6, Peer = new PeerUser { UserId = bot.Person.Id }, Options = [[1]], Positions = [0], Qts = 0,
        });
        await bot.RestartAsync();

        var vote = await bot.NextAsync<PollVote>();
        Assert.Equal((6, false), (vote.PollId, vote.MayBeRepeat));
        Assert.IsType<UpdateMessagePollVote>(vote.Raw);
    }

    private static Schema.Message Text(ListeningBot bot, string text, int id = 1) => new()
    {
        Id = id, PeerId = new PeerUser { UserId = bot.Person.Id }, FromId = new PeerUser { UserId = bot.Person.Id }, Date = Date, MessageValue = text,
    };

    private static UpdateNewMessage Service(ListeningBot bot, MessageActionBase action) => new()
    {
        Message = new MessageService
        {
            Id = 50, PeerId = new PeerUser { UserId = bot.Person.Id }, FromId = new PeerUser { UserId = bot.Person.Id }, Date = Date, Action = action,
        },
        Pts = 0,
        PtsCount = 0,
    };
}
