using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using static TelegramHost.Client.Tests.Updates.MachineFixture;

namespace TelegramHost.Client.Tests.Updates;

public sealed class UpdateMachinePeerTests
{
    private static readonly CommonState s_zero = new(0, 0, 0, 0);

    [Fact]
    public void ShortMessage_OfAnUnknownUser_IsFetchedByADifference()
    {
        var fixture = new MachineFixture(s_zero);

        fixture.Receive(Short(555));

        Assert.Empty(fixture.Delivered);
        Assert.Equal("updates.getDifference pts=0 date=0 qts=0", Assert.Single(fixture.Calls));
    }

    [Theory]
    [InlineData(true, 7777L)]
    [InlineData(false, 0L)]
    public void ShortMessage_OfAUserMetInShortFormOnly_IsFetchedByADifference(bool min, long accessHash)
    {
        var fixture = new MachineFixture(s_zero);
        fixture.Peers.Add([new User { Id = 555, Min = min, AccessHash = accessHash, FirstName = "Ann" }], null);

        fixture.Receive(Short(555));

        Assert.Empty(fixture.Delivered);
        Assert.Single(fixture.Calls);
    }

    [Fact]
    public void ShortMessage_OfAKnownUser_IsDeliveredAsTheLongForm()
    {
        var fixture = new MachineFixture(s_zero);
        fixture.Peers.Add([FullUser(555)], null);

        fixture.Receive(Short(555));

        var message = Assert.IsType<Message>(Assert.IsType<UpdateNewMessage>(Assert.Single(fixture.Delivered)).Message);
        Assert.Equal(("hi", 555L, 555L), (message.MessageValue, ((PeerUser)message.PeerId).UserId, ((PeerUser)message.FromId!).UserId));
        Assert.Equal(1, fixture.State.Pts);
        Assert.Empty(fixture.Calls);
    }

    [Fact]
    public void ShortMessage_ThatMentionsAStranger_IsFetchedByADifference()
    {
        var fixture = new MachineFixture(s_zero);
        fixture.Peers.Add([FullUser(555)], null);
        var update = Short(555);
        update.Entities = [new MessageEntityMentionName { Offset = 0, Length = 1, UserId = 999 }];

        fixture.Receive(update);

        Assert.Empty(fixture.Delivered);
        Assert.Single(fixture.Calls);
    }

    [Fact]
    public void ShortMessage_ThatWasAppliedAlready_AsksForNothing()
    {
        var fixture = new MachineFixture(new CommonState(5, 0, 0, 0));

        fixture.Receive(Short(555));

        Assert.Empty(fixture.Calls);
    }

    [Fact]
    public void BoxedMessage_OfAnUnknownSender_IsFetchedByADifference()
    {
        var fixture = new MachineFixture(s_zero);

        fixture.Receive(new UpdateNewMessage { Message = TextMessage(1, 555), Pts = 1, PtsCount = 1 });

        Assert.Empty(fixture.Delivered);
        Assert.Single(fixture.Calls);
    }

    [Fact]
    public void ChannelMessage_OfAnUnknownSender_IsDelivered()
    {
        var fixture = new MachineFixture(s_zero);
        var message = TextMessage(1, 555);
        message.PeerId = new PeerChannel { ChannelId = 7 };
        message.FromId = new PeerUser { UserId = 999 };

        fixture.Receive(new UpdateNewChannelMessage { Message = message, Pts = 11, PtsCount = 1 });

        Assert.Single(fixture.Delivered);
        Assert.Empty(fixture.Calls);
    }

    private static UpdateShortMessage Short(long userId) =>
        new() { Id = 1, UserId = userId, Message = "hi", Pts = 1, PtsCount = 1, Date = 100 };
}
