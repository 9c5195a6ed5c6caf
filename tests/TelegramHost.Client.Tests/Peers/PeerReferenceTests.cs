using TelegramHost.Client.Peers;
using TelegramHost.Schema;

namespace TelegramHost.Client.Tests.Peers;

public sealed class PeerReferenceTests
{
    [Theory]
    [InlineData("@ann_lee", "ann_lee")]
    [InlineData(" ann_lee ", "ann_lee")]
    [InlineData("t.me/ann_lee", "ann_lee")]
    [InlineData("https://t.me/ann_lee", "ann_lee")]
    public void Text_WithAName_NamesThatUser(string text, string expected) => Assert.Equal(expected, PeerReference.FromString(text).Username);

    [Theory]
    [InlineData("+10000000001", "10000000001", "+10000000001")]
    [InlineData(" +44 (20) 7946-0000", "442079460000", "+442079460000")]
    public void Text_WithAPhoneNumber_NamesWhoHasIt(string text, string digits, string shown)
    {
        var reference = PeerReference.FromString(text);

        Assert.Equal((digits, shown, null), (reference.Phone, reference.ToString(), reference.Id));
    }

    [Fact]
    public void Text_Me_IsTheAccountItself() => Assert.IsType<InputPeerSelf>(PeerReference.FromString("me").Input);

    [Fact]
    public void Text_WithANumber_IsAPeer() => Assert.Equal(PeerId.Channel(1_234_567_890), PeerReference.FromString("-1001234567890").Id);

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("two words")]
    [InlineData("1abc")]
    [InlineData("https://example.com/ann")]
    public void Text_ThatNamesNobody_IsRefusedWithWhatIsExpected(string text) =>
        Assert.Contains("expected", Assert.Throws<FormatException>(() => PeerReference.FromString(text)).Message, StringComparison.Ordinal);
}
