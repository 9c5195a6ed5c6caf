using Microsoft.Extensions.DependencyInjection;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;

namespace TelegramHost.EndToEnd.Tests.Hosting;

/// <summary>Every kind of update finds the handler that asks for its type, over the wire.</summary>
public sealed class UpdateHandlerTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Update_OfEveryType_ReachesTheHandlerOfThatType()
    {
        await using var stage = await Stage.StartAsync();
        var handled = stage.Host.Services.GetRequiredService<HandledUpdates>().Reader;
        using var patience = new CancellationTokenSource(_patience);
        var (world, bot) = (stage.Emulator.World, stage.Bot);
        var group = world.CreateGroup("Friends", stage.Ann, bot);
        Assert.Equal(typeof(ChatEvent), (await NextAsync()).Handler);

        foreach (var (update, type) in Cases(stage.Ann.Id, bot.Id, group.Id))
        {
            world.Push(bot, update);

            var (handler, given) = await NextAsync();
            Assert.Equal((type, type), (handler, given.GetType()));
            Assert.False(given.MayBeRepeat);
        }

        foreach (var id in (int[])[101, 102])
            world.Push(bot, new UpdateNewMessage { Message = Text(stage.Ann.Id, id, album: 55), Pts = 0, PtsCount = 0 });
        Assert.Equal(2, Assert.IsType<Album>((await NextAsync()).Update).Messages.Count);
        world.SetBlocked(stage.Ann, bot, blocked: true);
        Assert.True(Assert.IsType<BotStopped>((await NextAsync()).Update).IsStopped);

        // A new group brings more than its first message.
        async Task<(Type Handler, Update Update)> NextAsync()
        {
            while (true)
            {
                var next = await handled.ReadAsync(patience.Token);
                if (next.Update is not RawUpdate { Raw: not UpdateStickerSets })
                    return next;
            }
        }
    }

    private static IEnumerable<(UpdateBase Update, Type Type)> Cases(long ann, long bot, long group)
    {
        var (person, chat) = (new PeerUser { UserId = ann }, new PeerChat { ChatId = group });
        var address = new PostAddress { StreetLine1 = "1 Main St", StreetLine2 = "", City = "York", State = "", CountryIso2 = "GB", PostCode = "YO1" };
        var invite = new ChatInviteExported { Link = "https://t.me/+abc", AdminId = ann, Date = 1 };
        return
        [
            (new UpdateBotInlineQuery { QueryId = 1, UserId = ann, Query = "tea", Offset = "" }, typeof(InlineQuery)),
            (new UpdateBotInlineSend { UserId = ann, Query = "tea", Id = "green" }, typeof(ChosenInlineResult)),
            (new UpdateBotShippingQuery { QueryId = 2, UserId = ann, Payload = [1], ShippingAddress = address }, typeof(ShippingQuery)),
            (new UpdateBotPrecheckoutQuery { QueryId = 3, UserId = ann, Payload = [1], Currency = "EUR", TotalAmount = 5 }, typeof(PreCheckoutQuery)),
            (new UpdateBotGuestChatQuery { QueryId = 4, Message = Text(ann, 7), ReferenceMessages = [], Qts = 0 }, typeof(GuestChatQuery)),
            (new UpdateUserStatus { UserId = ann, Status = new UserStatusRecently() }, typeof(UserStatus)),
            (new UpdateChatUserTyping { ChatId = group, FromId = person, Action = new SendMessageTypingAction() }, typeof(UserTyping)),
            (new UpdateChatParticipant
            {
                ChatId = group, Date = 1, ActorId = ann, UserId = bot, Qts = 0, NewParticipant = new ChatParticipantAdmin { UserId = bot, InviterId = ann, Date = 1 },
            }, typeof(ParticipantUpdated)),
            (new UpdateBotChatInviteRequester { Peer = chat, Date = 1, UserId = ann, About = "a friend", Invite = invite, Qts = 0 }, typeof(JoinRequest)),
            (new UpdateBotChatBoost { Peer = chat, Qts = 0, Boost = new Boost { Id = "b", UserId = ann, Date = 1, Expires = 2 } }, typeof(ChatBoost)),
            (new UpdateBotMessageReaction { Peer = person, MsgId = 5, Date = 1, Actor = person, Qts = 0, OldReactions = [], NewReactions = [] }, typeof(MessageReaction)),
            (new UpdateBotMessageReactions { Peer = person, MsgId = 5, Date = 1, Qts = 0, Reactions = [] }, typeof(MessageReactionCounts)),
            (new UpdateMessagePollVote { PollId = 6, Peer = person, Options = [[1]], Positions = [0], Qts = 0 }, typeof(PollVote)),
            (new UpdateMessagePoll { PollId = 6, Results = new PollResults { TotalVoters = 2 } }, typeof(PollUpdated)),
            (new UpdateBotBusinessConnect
            {
                Connection = new BotBusinessConnection { ConnectionId = "c", UserId = ann, DcId = 2, Date = 1 }, Qts = 0,
            }, typeof(BusinessConnection)),
            (new UpdateBotNewBusinessMessage { ConnectionId = "c", Message = Text(ann, 8), Qts = 0 }, typeof(BusinessMessage)),
            (new UpdateBotEditBusinessMessage { ConnectionId = "c", Message = Text(ann, 8), Qts = 0 }, typeof(BusinessMessageEdited)),
            (new UpdateBotDeleteBusinessMessage { ConnectionId = "c", Peer = person, Messages = [8], Qts = 0 }, typeof(BusinessMessagesDeleted)),
            (new UpdateDeleteMessages { Messages = [9], Pts = 0, PtsCount = 0 }, typeof(MessagesDeleted)),
            (new UpdateStickerSets(), typeof(RawUpdate)),
        ];
    }

    private static Message Text(long from, int id, long? album = null) =>
        new() { Id = id, PeerId = new PeerUser { UserId = from }, FromId = new PeerUser { UserId = from }, Date = 1, MessageValue = "hi", GroupedId = album };
}
