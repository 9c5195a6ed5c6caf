using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace EchoBot.Handlers;

/// <summary>Everything that is no command.</summary>
internal sealed class EchoHandlers
{
    [OnMessage]
    public async Task EchoAsync(MessageContext context)
    {
        // Photos and the like may come without a text, and there is nothing to say back then.
        if (context.Text.Length > 0)
            await context.RespondAsync(context.Text);
    }
}
