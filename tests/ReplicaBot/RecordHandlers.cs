using TelegramHost.Contexts;
using TelegramHost.Routing;

namespace TelegramHost.ReplicaBot;

/// <summary>Records what it gets, one line for each message, before the message counts as handled.</summary>
internal sealed class RecordHandlers
{
    [OnMessage]
    public Task RecordAsync(MessageContext context) => Console.Out.WriteLineAsync($"handled {context.Text};");
}
