using TelegramHost.Client;
using TelegramHost.Client.Model;
using TelegramHost.Client.Updates;

namespace TelegramHost.Contexts;

/// <summary>A message that is a command.</summary>
public sealed class CommandContext : MessageContext
{
    /// <summary>A context; made by the dispatcher, and by tests of handlers.</summary>
    public CommandContext(Update update, Message message, string command, string arguments, ITelegramClient client, IServiceProvider services, CancellationToken cancellationToken)
        : base(update, message, client, services, cancellationToken)
    {
        Command = command;
        Arguments = arguments;
    }

    /// <summary>The command as it was written, without slash and without the bot's name.</summary>
    public string Command { get; }

    /// <summary>The text behind the command; empty where there is none.</summary>
    public string Arguments { get; }
}
