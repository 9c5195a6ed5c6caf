using TelegramHost.Client.Model;
using TelegramHost.Schema;

namespace TelegramHost.Client.Tests.Model;

public sealed class KeyboardsTests
{
    [Fact]
    public void InlineKeyboard_ToTlAndBack_IsTheSame()
    {
        var keyboard = new InlineKeyboard()
            .Row(InlineButton.Callback("Yes", "y"), InlineButton.Url("Site", "https://example.org"))
            .Row(InlineButton.Copy("Copy", "text"), InlineButton.SwitchInlineHere("Here", "q"), InlineButton.WebApp("App", "https://example.org/app"));

        var back = Assert.IsType<InlineKeyboard>(Keyboards.Of(Keyboards.ToTl(keyboard)));

        Assert.Equal(
            keyboard.Rows.Select(row => row.Select(button => (button.Kind, button.Text, button.Value))),
            back.Rows.Select(row => row.Select(button => (button.Kind, button.Text, button.Value))));
        Assert.Equal("y"u8.ToArray(), back.Rows[0][0].Data.ToArray());
    }

    [Fact]
    public void ReplyKeyboard_ToTlAndBack_IsTheSame()
    {
        var keyboard = new ReplyKeyboard { OneTime = true, Placeholder = "choose" }.Row("Tea", "Coffee").Row(ReplyButton.RequestPhone("Phone"));

        var back = Assert.IsType<ReplyKeyboard>(Keyboards.Of(Keyboards.ToTl(keyboard)));

        Assert.Equal((true, true, "choose"), (back.OneTime, back.Resize, back.Placeholder));
        Assert.Equal(["Tea", "Coffee", "Phone"], back.Rows.SelectMany(row => row).Select(button => button.Text));
        Assert.Equal(ReplyButtonKind.RequestPhone, back.Rows[1][0].Kind);
    }

    [Fact]
    public void ButtonOfAnotherKind_IsShownAndCanNotBeSent()
    {
        var markup = new ReplyInlineMarkup { Rows = [new KeyboardButtonRow { Buttons = [new KeyboardButtonBuy { Text = "Pay" }] }] };

        var keyboard = Assert.IsType<InlineKeyboard>(Keyboards.Of(markup));

        Assert.Equal((InlineButtonKind.Other, "Pay"), (keyboard.Rows[0][0].Kind, keyboard.Rows[0][0].Text));
        Assert.Throws<NotSupportedException>(() => Keyboards.ToTl(keyboard));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void CallbackData_OfAWrongLength_IsRefusedWhereItIsWritten(int length) =>
        Assert.Throws<ArgumentException>(() => InlineButton.Callback("x", new string('a', length)));
}
