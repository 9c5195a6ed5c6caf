using TelegramHost.Client.Model;

namespace TelegramHost.Client.Tests.Model;

public sealed class MessageCommandTests
{
    [Theory]
    [InlineData("/start", "start", null, "")]
    [InlineData("/start@some_bot", "start", "some_bot", "")]
    [InlineData("/start@some_bot two  args ", "start", "some_bot", "two  args")]
    [InlineData("/Set_2 x", "Set_2", null, "x")]
    [InlineData("/echo\nline", "echo", null, "line")]
    public void Text_WithACommand_IsTakenApart(string text, string name, string? bot, string arguments) =>
        Assert.Equal(new MessageCommand(name, bot, arguments), MessageCommand.TryParse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("hello /start")]
    [InlineData("/start/now")]
    [InlineData("/start@")]
    [InlineData("/ start")]
    [InlineData("/привет")]
    public void Text_WithoutACommand_HasNone(string? text) => Assert.Null(MessageCommand.TryParse(text));

    [Fact]
    public void Command_ForAnotherBot_IsNotForThisOne()
    {
        Assert.True(MessageCommand.TryParse("/start@Some_Bot")!.IsFor("some_bot"));
        Assert.True(MessageCommand.TryParse("/start")!.IsFor("some_bot"));
        Assert.False(MessageCommand.TryParse("/start@other_bot")!.IsFor("some_bot"));
    }
}
