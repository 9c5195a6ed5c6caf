using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Tests.Peers;

public sealed class PeerIdTests
{
    [Theory]
    [InlineData(777000, PeerKind.User, 777000)]
    [InlineData(-5, PeerKind.Chat, 5)]
    [InlineData(-999_999_999_999, PeerKind.Chat, 999_999_999_999)]
    [InlineData(-1_000_000_000_001, PeerKind.Channel, 1)]
    [InlineData(-1_001_234_567_890, PeerKind.Channel, 1_234_567_890)]
    public void BotApiNumber_AndPeer_AreTheSameInBothDirections(long number, PeerKind kind, long id)
    {
        var peer = PeerId.FromBotApi(number);

        Assert.Equal(new PeerId(kind, id), peer);
        Assert.Equal(number, peer.BotApiId);
        Assert.Equal(peer, PeerId.Parse(peer.ToString()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1_000_000_000_000)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Number_OutsideTheRanges_IsRefused(long number)
    {
        Assert.False(PeerId.TryFromBotApi(number, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => PeerId.FromBotApi(number));
    }
}
