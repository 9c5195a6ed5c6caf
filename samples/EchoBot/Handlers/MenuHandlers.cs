using TelegramHost.Client.Model;
using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace EchoBot.Handlers;

/// <summary>Commands. A returned text or message is sent as a reply.</summary>
internal sealed class MenuHandlers
{
    [OnCommand("start", Description = "Say hello and show the buttons")]
    public OutgoingMessage Start(CommandContext context) => new($"Hello {context.Sender?.FirstName ?? "there"}! Write anything and I say it back, or press a button.")
    {
        Keyboard = new InlineKeyboard()
            .Row(InlineButton.Callback("Roll a die", "roll:6"), InlineButton.Callback("Roll a big one", "roll:20"))
            .Row(InlineButton.Url("What is this?", "https://core.telegram.org/mtproto")),
    };

    [OnCommand("help", Description = "What I can do")]
    public string Help() => """
        /start – a greeting and two dice
        /add 2 3 – a sum
        anything else comes back to you
        """;

    [OnCommand("add", Description = "Add two numbers")]
    public string Add(decimal first, decimal second) => $"{first} + {second} = {first + second}";
}
