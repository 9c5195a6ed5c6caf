using TelegramHost.Emulator.Tests.Rpc;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.Emulator.Tests.World;

/// <summary>pts, and differences against the live stream.</summary>
public sealed class UpdateContinuityTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_happens_differences_lead_to_what_the_live_stream_leads_to()
    {
        for (var round = 0; round < 20; round++)
            await PlayAsync(Seed.Next(output.WriteLine), steps: 150);
    }

    [Fact]
    public async Task GetDifference_when_nothing_is_missed_is_empty()
    {
        var stage = new RpcStage();
        var ann = stage.SeatOf(stage.World.AddUser("Ann"));
        var state = await ann.CallAsync(new Schema.UpdatesGetStateRequest());

        var difference = await ann.CallAsync(new Schema.UpdatesGetDifferenceRequest { Pts = state.Pts, Date = state.Date, Qts = state.Qts });

        Assert.Equal(state.Date, Assert.IsType<Schema.UpdatesDifferenceEmpty>(difference).Date);
    }

    [Fact]
    public async Task GetDifference_of_many_steps_comes_in_slices_that_join_without_a_gap()
    {
        var stage = new RpcStage();
        var (ann, bob) = (stage.World.AddUser("Ann"), stage.World.AddUser("Bob"));
        for (var i = 0; i < 250; i++)
            await stage.World.SendTextAsync(ann, bob, $"text {i}");
        var seat = stage.SeatOf(bob);
        var texts = new List<string>();
        var pts = 1;

        for (var calls = 1; ; calls++)
        {
            var difference = await seat.CallAsync(new Schema.UpdatesGetDifferenceRequest { Pts = pts, Date = 1, Qts = 0 });
            if (difference is Schema.UpdatesDifferenceSlice slice)
            {
                texts.AddRange(slice.NewMessages.Cast<Schema.Message>().Select(message => message.MessageValue));
                Assert.True(slice.IntermediateState.Pts > pts);
                pts = slice.IntermediateState.Pts;
                continue;
            }

            var last = Assert.IsType<Schema.UpdatesDifference>(difference);
            texts.AddRange(last.NewMessages.Cast<Schema.Message>().Select(message => message.MessageValue));
            Assert.Equal(3, calls);
            Assert.Equal(251, last.State.Pts);
            break;
        }

        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"text {i}"), texts);
    }

    [Fact]
    public async Task GetDifference_beyond_the_total_limit_is_too_long_and_names_a_state_that_works()
    {
        var stage = new RpcStage();
        var (ann, bob) = (stage.World.AddUser("Ann"), stage.World.AddUser("Bob"));
        for (var i = 0; i < 20; i++)
            await stage.World.SendTextAsync(ann, bob, "text");
        var seat = stage.SeatOf(bob);

        var tooLong = Assert.IsType<Schema.UpdatesDifferenceTooLong>(
            await seat.CallAsync(new Schema.UpdatesGetDifferenceRequest { Pts = 1, PtsTotalLimit = 10, Date = 1, Qts = 0 }));

        Assert.IsType<Schema.UpdatesDifferenceEmpty>(await seat.CallAsync(new Schema.UpdatesGetDifferenceRequest { Pts = tooLong.Pts, Date = 1, Qts = 0 }));
    }

    [Theory]
    [InlineData(0, 1, "400 PERSISTENT_TIMESTAMP_EMPTY")]
    [InlineData(99, 1, "400 PERSISTENT_TIMESTAMP_INVALID")]
    [InlineData(1, 0, "400 DATE_EMPTY")]
    public async Task GetDifference_of_an_impossible_state_is_refused(int pts, int date, string error)
    {
        var stage = new RpcStage();
        var seat = stage.SeatOf(stage.World.AddUser("Ann"));

        Assert.Equal(error, await seat.ErrorOfAsync(new Schema.UpdatesGetDifferenceRequest { Pts = pts, Date = date, Qts = 0 }));
    }

    [Fact]
    public async Task Stopping_a_bot_moves_its_qts_and_is_in_its_difference()
    {
        var stage = new RpcStage();
        var (ann, bot) = (stage.World.AddUser("Ann"), stage.World.AddBot("5000000001:secret", "some_bot"));
        await stage.World.SendTextAsync(ann, bot, "/start");
        var seat = stage.SeatOf(bot);

        stage.World.SetBlocked(ann, bot, true);

        var pushed = Assert.Single(seat.PushedUpdates.OfType<Schema.UpdateBotStopped>());
        Assert.Equal((1, true), (pushed.Qts, pushed.Stopped));
        var state = await seat.CallAsync(new Schema.UpdatesGetStateRequest());
        var difference = Assert.IsType<Schema.UpdatesDifference>(
            await seat.CallAsync(new Schema.UpdatesGetDifferenceRequest { Pts = state.Pts, Date = state.Date, Qts = 0 }));
        Assert.IsType<Schema.UpdateBotStopped>(Assert.Single(difference.OtherUpdates));
        Assert.Equal("403 USER_IS_BLOCKED", await seat.ErrorOfAsync(new Schema.MessagesSendMessageRequest { Peer = seat.PeerOf(ann), Message = "?", RandomId = 1 }));
    }

    private static async Task PlayAsync(int seed, int steps)
    {
        var random = new Random(seed);
        var stage = new RpcStage(seed);
        var (ann, bob) = (stage.World.AddUser("Ann"), stage.World.AddUser("Bob", username: "bobby"));
        var bot = stage.World.AddBot("5000000001:secret", "some_bot");
        await stage.World.SendTextAsync(ann, bot, "/start");
        await stage.World.SendTextAsync(bob, bot, "/start");
        EmulatedUser[] people = [ann, bob, bot];
        var seats = people.ToDictionary(user => user, stage.SeatOf);
        var states = people.ToDictionary(user => user, user => user.Account.Log.Pts);
        var live = people.ToDictionary(user => user, user => new AccountMirror(states[user]));
        var late = people.ToDictionary(user => user, user => new AccountMirror(states[user]));
        var group = stage.World.CreateGroup("Group", ann, bob, bot);

        for (var step = 0; step < steps; step++)
        {
            var actor = people[random.Next(people.Length)];
            var results = await ActAsync(random, stage, seats[actor], actor, people, group);
            foreach (var update in results)
                live[actor].Live(update);
            if (random.Next(10) == 0)
                await CatchUpAsync(seats[actor], late[actor]);
        }

        foreach (var user in people)
        {
            foreach (var update in seats[user].PushedUpdates)
                live[user].Live(update);
            await CatchUpAsync(seats[user], late[user]);
            Assert.False(live[user].HasGap, $"{user}: the live stream has a gap after pts {live[user].Pts}, seed {seed}");
            Assert.Equal(user.Account.Log.Pts, live[user].Pts);
            Assert.Equal(user.Account.Log.Pts, late[user].Pts);
            Assert.Equal(live[user].Messages, late[user].Messages);
            Assert.Equal(live[user].ReadMarks, late[user].ReadMarks);
            var known = live[user].Messages.Keys.ToHashSet();
            var inBox = user.Account.Box.Dialogs.SelectMany(dialog => dialog.Messages).Select(copy => copy.Id).Where(id => id > 1);
            Assert.Subset(known, inBox.Where(known.Contains).ToHashSet());
            Assert.All(known, id => Assert.NotNull(user.Account.Box.Find(id)));
        }
    }

    private static async Task<Schema.UpdateBase[]> ActAsync(
        Random random, RpcStage stage, RpcSeat seat, EmulatedUser actor, EmulatedUser[] people, EmulatedGroup group)
    {
        var others = people.Where(user => user != actor).ToArray();
        var peer = random.Next(3) == 0 ? new Schema.InputPeerChat { ChatId = group.Id } : seat.PeerOf(others[random.Next(others.Length)]);
        var own = actor.Account.Box.Dialogs.SelectMany(dialog => dialog.Messages).Where(copy => copy.Content.Action is null).ToList();
        switch (random.Next(6))
        {
            case 0 when own.Count > 0:
                var doomed = own[random.Next(own.Count)];
                var affected = await seat.CallAsync(new Schema.MessagesDeleteMessagesRequest { Id = [doomed.Id], Revoke = random.Next(2) == 0 });
                return [new Schema.UpdateDeleteMessages { Messages = [doomed.Id], Pts = affected.Pts, PtsCount = affected.PtsCount }];
            case 1 when own.Find(copy => copy.IsOutgoing) is { } mine:
                var edited = await seat.CallAsync(new Schema.MessagesEditMessageRequest
                {
                    Peer = InputOf(seat, stage, mine.Peer),
                    Id = mine.Id,
                    Message = $"edited {random.Next()}",
                });
                return RpcSeat.UpdatesOf(edited);
            case 2 when !actor.IsBot:
                var before = actor.Account.Log.Pts;
                var read = await seat.CallAsync(new Schema.MessagesReadHistoryRequest { Peer = peer, MaxId = 0 });
                // The caller of readHistory knows the mark itself; the mirror learns it from the log.
                return read.PtsCount == 0 ? [] : [.. actor.Account.Log.Since(before, 0, 10).Updates];
            default:
                var request = new Schema.MessagesSendMessageRequest { Peer = peer, Message = random.Next(2) == 0 ? "/go" : $"hello @bobby {random.Next()}", RandomId = random.NextInt64(1, long.MaxValue) };
                if (peer is Schema.InputPeerUser && actor.IsBot && others.Length == 0)
                    return [];
                var sent = RpcSeat.UpdatesOf(await seat.CallAsync(request));
                if (random.Next(4) == 0)
                    sent = [.. sent, .. RpcSeat.UpdatesOf(await seat.CallAsync(request))];
                return sent;
        }
    }

    private static Schema.InputPeerBase InputOf(RpcSeat seat, RpcStage stage, PeerKey peer) =>
        peer.Kind == PeerKind.Group ? new Schema.InputPeerChat { ChatId = peer.Id } : seat.PeerOf(stage.World.Roster.FindUser(peer.Id)!);

    private static async Task CatchUpAsync(RpcSeat seat, AccountMirror mirror)
    {
        while (true)
        {
            switch (await seat.CallAsync(new Schema.UpdatesGetDifferenceRequest { Pts = mirror.Pts, Date = 1, Qts = 0 }))
            {
                case Schema.UpdatesDifferenceEmpty:
                    return;
                case Schema.UpdatesDifference all:
                    mirror.Difference(all.NewMessages, all.OtherUpdates, all.State.Pts);
                    return;
                case Schema.UpdatesDifferenceSlice slice:
                    mirror.Difference(slice.NewMessages, slice.OtherUpdates, slice.IntermediateState.Pts);
                    break;
                default:
                    throw new InvalidOperationException("The log was too short for the test.");
            }
        }
    }
}
