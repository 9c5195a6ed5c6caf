using TelegramHost.Emulator.Tests.Rpc;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.Emulator.Tests.World;

/// <summary>A channel's pts, and its differences against the live stream.</summary>
public sealed class ChannelContinuityTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_happens_a_members_pts_has_no_gap_and_differences_lead_to_the_same()
    {
        for (var round = 0; round < 20; round++)
            await PlayAsync(Seed.Next(output.WriteLine), steps: 120);
    }

    [Fact]
    public async Task Difference_of_many_steps_comes_in_parts_of_which_the_last_is_final()
    {
        var (stage, channel, bob) = await TalkAsync(25);
        var texts = new List<string>();
        var pts = 3;

        for (var calls = 1; ; calls++)
        {
            var part = Assert.IsType<Schema.UpdatesChannelDifference>(await bob.CallAsync(Request(stage, bob, channel, pts, 10)));
            texts.AddRange(part.NewMessages.OfType<Schema.Message>().Select(message => message.MessageValue));
            pts = part.Pts;
            if (!part.Final)
                continue;
            Assert.Equal(3, calls);
            break;
        }

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"text {i}"), texts);
        Assert.True(Assert.IsType<Schema.UpdatesChannelDifferenceEmpty>(await bob.CallAsync(Request(stage, bob, channel, pts, 10))).Final);
    }

    [Fact]
    public async Task Difference_that_is_too_long_names_the_state_and_shows_the_latest_messages()
    {
        var (stage, channel, bob) = await TalkAsync(25);
        stage.World.Differences.MakeTooLong(channel.Key);

        var tooLong = Assert.IsType<Schema.UpdatesChannelDifferenceTooLong>(await bob.CallAsync(Request(stage, bob, channel, 1, 10)));

        Assert.Equal(channel.History.Pts, ((Schema.Dialog)tooLong.Dialog).Pts);
        Assert.Equal("text 24", ((Schema.Message)tooLong.Messages[0]).MessageValue);
        Assert.Equal(10, tooLong.Messages.Length);
    }

    [Fact]
    public async Task Log_that_has_forgotten_the_state_of_a_client_says_too_long()
    {
        var stage = new RpcStage();
        var (ann, bob) = (stage.World.AddUser("Ann"), stage.World.AddUser("Bob"));
        var channel = stage.World.CreateSupergroup("Talk", ann, bob);
        var message = channel.History.Messages[0];
        for (var i = 0; i < ChannelHistory.Capacity * 2; i++)
            channel.History.Record(ChannelStepKind.Edited, [message], 1);
        var seat = stage.SeatOf(bob);

        Assert.IsType<Schema.UpdatesChannelDifferenceTooLong>(await seat.CallAsync(Request(stage, seat, channel, 2, 10)));
        Assert.IsType<Schema.UpdatesChannelDifference>(await seat.CallAsync(Request(stage, seat, channel, channel.History.Pts - 5, 10)));
    }

    [Theory]
    [InlineData(0, "400 PERSISTENT_TIMESTAMP_EMPTY")]
    [InlineData(99, "400 PERSISTENT_TIMESTAMP_INVALID")]
    public async Task Difference_of_an_impossible_state_is_refused(int pts, string error)
    {
        var (stage, channel, bob) = await TalkAsync(0);

        Assert.Equal(error, await bob.ErrorOfAsync(Request(stage, bob, channel, pts, 10)));
    }

    [Fact]
    public async Task Common_difference_names_the_channels_in_which_something_happened_since()
    {
        var (stage, channel, bob) = await TalkAsync(0);
        var quiet = stage.World.CreateSupergroup("Quiet", stage.World.Users[0], stage.World.Users[1]);
        stage.Time.Advance(TimeSpan.FromMinutes(1));
        var state = await bob.CallAsync(new Schema.UpdatesGetStateRequest());
        var request = new Schema.UpdatesGetDifferenceRequest { Pts = state.Pts, Date = state.Date, Qts = state.Qts };
        Assert.IsType<Schema.UpdatesDifferenceEmpty>(await bob.CallAsync(request));

        stage.Time.Advance(TimeSpan.FromMinutes(1));
        await stage.World.SendTextAsync(stage.World.Users[0], channel, "while you were away");
        stage.World.SetBanned(stage.World.Users[0], quiet, stage.World.Users[1]);
        var difference = Assert.IsType<Schema.UpdatesDifference>(await bob.CallAsync(request));

        Assert.Collection(difference.OtherUpdates,
            update => Assert.Equal(quiet.Id, Assert.IsType<Schema.UpdateChannel>(update).ChannelId),
            update => Assert.True(update is Schema.UpdateChannelTooLong hint && hint.ChannelId == channel.Id && hint.Pts == channel.History.Pts));
        Assert.Contains(difference.Chats, chat => chat is Schema.ChannelForbidden { Id: var id } && id == quiet.Id);
    }

    private static async Task<(RpcStage Stage, EmulatedChannel Channel, RpcSeat Bob)> TalkAsync(int messages)
    {
        var stage = new RpcStage();
        var (ann, bob) = (stage.World.AddUser("Ann"), stage.World.AddUser("Bob"));
        var channel = stage.World.CreateSupergroup("Talk", ann, bob);
        for (var i = 0; i < messages; i++)
            await stage.World.SendTextAsync(ann, channel, $"text {i}");
        return (stage, channel, stage.SeatOf(bob));
    }

    private static async Task PlayAsync(int seed, int steps)
    {
        var random = new Random(seed);
        var stage = new RpcStage(seed);
        var (ann, bob) = (stage.World.AddUser("Ann"), stage.World.AddUser("Bob"));
        var shy = stage.World.AddBot("5000000001:secret", "shy_bot");
        var channel = stage.World.CreateSupergroup("Talk", ann, bob, shy);
        EmulatedUser[] people = [ann, bob];
        EmulatedUser[] members = [ann, bob, shy];
        var seats = members.ToDictionary(user => user, stage.SeatOf);
        var live = members.ToDictionary(user => user, user => new ChannelMirror(channel.History.PtsOf(user.Account)));
        var late = members.ToDictionary(user => user, user => new ChannelMirror(channel.History.PtsOf(user.Account)));

        for (var step = 0; step < steps; step++)
        {
            var actor = people[random.Next(people.Length)];
            var own = stage.World.History(actor, channel).Where(message => message.IsOutgoing && !message.IsService).ToList();
            switch (random.Next(6))
            {
                case 0 when own.Count > 0:
                    stage.World.Delete(actor, channel, [.. own.Take(random.Next(1, 4)).Select(message => message.Id)]);
                    break;
                case 1 when own.Count > 0:
                    stage.World.EditText(actor, channel, own[random.Next(own.Count)].Id, $"edited {random.Next()}");
                    break;
                case 2 when own.Find(message => !message.IsPinned) is { } pinned:
                    stage.World.SetPinned(ann, channel, pinned.Id);
                    break;
                default:
                    await stage.World.SendTextAsync(actor, channel, random.Next(2) == 0 ? "/go" : $"hello {random.Next()}");
                    break;
            }

            if (random.Next(10) == 0)
                await CatchUpAsync(stage, seats[members[random.Next(3)]], channel, late);
        }

        foreach (var user in members)
        {
            foreach (var update in seats[user].PushedUpdates)
                live[user].Live(update);
            await CatchUpAsync(stage, seats[user], channel, late);
            Assert.Equal(channel.History.PtsOf(user.Account), live[user].Pts);
            Assert.Equal(live[user].Pts, late[user].Pts);
            Assert.Equal(live[user].Messages, late[user].Messages);
            Assert.Equal(live[user].Pinned, late[user].Pinned);
        }

        Assert.DoesNotContain(live[shy].Messages.Values, text => text.StartsWith("hello", StringComparison.Ordinal));
        Assert.Equal(live[ann].Messages, live[bob].Messages);
    }

    private static async Task CatchUpAsync(RpcStage stage, RpcSeat seat, EmulatedChannel channel, Dictionary<EmulatedUser, ChannelMirror> mirrors)
    {
        var mirror = mirrors[seat.Caller.Account!.User];
        while (await seat.CallAsync(Request(stage, seat, channel, mirror.Pts, 7)) is Schema.UpdatesChannelDifference part)
        {
            mirror.Difference(part);
            if (part.Final)
                return;
        }
    }

    private static Schema.UpdatesGetChannelDifferenceRequest Request(RpcStage stage, RpcSeat seat, EmulatedChannel channel, int pts, int limit) => new()
    {
        Channel = new Schema.InputChannel { ChannelId = channel.Id, AccessHash = stage.World.Roster.AccessHash(seat.Caller.Account!, channel) },
        Filter = new Schema.ChannelMessagesFilterEmpty(),
        Pts = pts,
        Limit = limit,
    };
}
