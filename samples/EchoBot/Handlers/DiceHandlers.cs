using System.Security.Cryptography;
using TelegramHost.Client.Model;
using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace EchoBot.Handlers;

/// <summary>What happens when a button is pressed.</summary>
internal sealed class DiceHandlers
{
    [OnCallback("roll:{sides:int}")]
    public async Task RollAsync(CallbackContext context, int sides)
    {
        if (sides is < 2 or > 1000)
        {
            await context.AnswerAsync("There is no such die.");
            return;
        }

        var result = RandomNumberGenerator.GetInt32(sides) + 1;
        await context.AnswerAsync($"You rolled {result}.");
        await context.EditTextAsync(new OutgoingMessage($"{context.Sender.FirstName} rolled {result} of {sides}.")
        {
            Keyboard = new InlineKeyboard().Row(InlineButton.Callback("Once more", $"roll:{sides}")),
        });
    }
}
