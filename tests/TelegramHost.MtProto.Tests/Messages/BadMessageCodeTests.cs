using TelegramHost.MtProto.Messages;

namespace TelegramHost.MtProto.Tests.Messages;

public sealed class BadMessageCodeTests
{
    [Theory]
    [InlineData(16, BadMessageRemedy.SendAgain, true, false, false)]
    [InlineData(17, BadMessageRemedy.SendAgain, true, true, false)]
    [InlineData(18, BadMessageRemedy.Fail, false, true, true)]
    [InlineData(19, BadMessageRemedy.Ask, false, false, true)]
    [InlineData(20, BadMessageRemedy.ByPolicy, false, false, false)]
    [InlineData(32, BadMessageRemedy.SendAgain, false, true, false)]
    [InlineData(33, BadMessageRemedy.SendAgain, false, true, false)]
    [InlineData(34, BadMessageRemedy.SendAgain, false, true, true)]
    [InlineData(35, BadMessageRemedy.SendAgain, false, true, true)]
    [InlineData(48, BadMessageRemedy.SendAgain, false, false, false)]
    [InlineData(64, BadMessageRemedy.SendAgain, false, true, true)]
    [InlineData(-1, BadMessageRemedy.Fail, false, true, true)]
    public void EveryCode_HasItsRemedy(int code, object remedy, bool correctsTime, bool needsNewSession, bool isClientFault)
    {
        var meaning = BadMessageCode.Of(code);

        Assert.Equal(remedy, meaning.Remedy);
        Assert.Equal((correctsTime, needsNewSession, isClientFault), (meaning.CorrectsTime, meaning.NeedsNewSession, meaning.IsClientFault));
    }
}
