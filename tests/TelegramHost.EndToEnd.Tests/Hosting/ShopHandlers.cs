using System.Globalization;
using TelegramHost.Client.Model;
using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace TelegramHost.EndToEnd.Tests.Hosting;

/// <summary>A small bot, found by the generator.</summary>
internal sealed class ShopHandlers
{
    [OnCommand("start")]
    public OutgoingMessage Start(CommandContext context) => new($"Hello {context.Sender!.FirstName}")
    {
        Keyboard = new InlineKeyboard().Row(InlineButton.Callback("Buy", "buy:7"), InlineButton.Callback("Quiet", "quiet")),
    };

    [OnCommand("add")]
    public string Add(int first, int second) => (first + second).ToString(CultureInfo.InvariantCulture);

    [OnCommand("fail")]
    public Task FailAsync() => throw new InvalidOperationException("the secret of the house");

    [OnCallback("buy:{id:int}")]
    public async Task BuyAsync(CallbackContext context, int id)
    {
        await context.AnswerAsync($"Bought {id}");
        await context.EditTextAsync($"Sold {id}");
    }

    [OnCallback("quiet")]
    public void Quiet()
    {
    }

    [OnMessage]
    public Task EchoAsync(MessageContext context) => context.RespondAsync(context.Text);
}
