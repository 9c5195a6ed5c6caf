using TelegramHost.Client;
using TelegramHost.Client.Updates;
using TelegramHost.Contexts;

namespace TelegramHost.Dispatch;

/// <summary>Chooses the most telling context for an update.</summary>
internal sealed class ContextFactory(ITelegramClient client)
{
    private string? _ownUsername;

    public async ValueTask<UpdateContext> CreateAsync(Update update, IServiceProvider services, CancellationToken cancellationToken)
    {
        switch (update)
        {
            case NewMessage { Message: { IsOutgoing: false, Command: { } command } message }:
                if (command.Bot is null || command.IsFor(_ownUsername ??= (await client.GetMeAsync(cancellationToken).ConfigureAwait(false)).Username))
                    return new CommandContext(update, message, command.Name, command.Arguments, client, services, cancellationToken);
                return new MessageContext(update, message, client, services, cancellationToken);
            case NewMessage { Message: var message }:
                return new MessageContext(update, message, client, services, cancellationToken);
            case MessageEdited { Message: var message }:
                return new MessageContext(update, message, client, services, cancellationToken);
            case CallbackQuery query:
                return new CallbackContext(query, client, services, cancellationToken);
            default:
                return new(update, client, services, cancellationToken);
        }
    }
}
