using TelegramHost.Client.Rpc;
using TelegramHost.Schema;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Rpc;

public sealed class OwnMessagesTests
{
    private static readonly RpcException _refusal = RpcException.Create(500, "RANDOM_ID_DUPLICATE", "messages.forwardMessages");

    private readonly ManualTimeProvider _time = new();
    private readonly OwnMessages _own;

    public OwnMessagesTests() => _own = new OwnMessages(_time);

    [Fact]
    public async Task MessagesOfACall_ComeInAnyOrder_AndAreAnsweredInItsOrder()
    {
        using var expected = _own.Expect([1, 2], channelId: null);
        expected.Begin();

        _own.Note(Sent(501));
        _own.Note(new UpdateMessageID { RandomId = 2, Id = 501 });
        _own.Note(Sent(77));
        _own.Note(new UpdateMessageID { RandomId = 1, Id = 500 });
        var waiting = expected.WaitAsync(_refusal, default);
        Assert.False(waiting.IsCompleted);
        _own.Note(Sent(500));

        var updates = Assert.IsType<Schema.Updates>(await waiting).UpdatesValue;
        Assert.Equal([1, 2], updates.OfType<UpdateMessageID>().Select(named => named.RandomId));
        Assert.Equal([500, 501], updates.OfType<UpdateNewMessage>().Select(update => ((Schema.Message)update.Message).Id));
    }

    [Fact]
    public async Task MessageThatIsNeverSeen_EndsWithTheServersError()
    {
        using var expected = _own.Expect([1], channelId: null);
        expected.Begin();

        var waiting = expected.WaitAsync(_refusal, default);
        _time.Advance(OwnMessages.Patience);

        Assert.Same(_refusal, await Assert.ThrowsAsync<RpcException>(() => waiting));
    }

    [Fact]
    public async Task MessageOfTheSameNumberInAnotherChat_IsNotTaken()
    {
        using var expected = _own.Expect([1], channelId: 7);
        expected.Begin();

        _own.Note(new UpdateMessageID { RandomId = 1, Id = 500 });
        _own.Note(Sent(500));
        _own.Note(Posted(channelId: 8));
        var waiting = expected.WaitAsync(_refusal, default);
        Assert.False(waiting.IsCompleted);
        var mine = Posted(channelId: 7);
        _own.Note(mine);

        Assert.Contains(mine, Assert.IsType<Schema.Updates>(await waiting).UpdatesValue);
    }

    private static UpdateNewMessage Sent(int id) =>
        new() { Message = new Schema.Message { Id = id, Out = true, PeerId = new PeerUser { UserId = 5 }, Date = 1, MessageValue = "" }, Pts = 1, PtsCount = 1 };

    private static UpdateNewChannelMessage Posted(long channelId) => new()
    {
        Message = new Schema.Message { Id = 500, Out = true, PeerId = new PeerChannel { ChannelId = channelId }, Date = 1, MessageValue = "" },
        Pts = 1,
        PtsCount = 1,
    };
}
