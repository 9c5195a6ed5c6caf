using System.Threading.Channels;
using TelegramHost.Client;
using TelegramHost.Client.Updates;

namespace TelegramHost.Hosting;

/// <summary>The updates of a real client.</summary>
internal sealed class ClientUpdateSource(ITelegramClient client) : IUpdateSource
{
    public ChannelReader<UpdateDelivery> Updates => client is TelegramClient real
        ? real.Deliveries
        : throw new InvalidOperationException($"{client.GetType().Name} was registered as ITelegramClient, but only a TelegramClient can be hosted.");

    public Task<bool> KeepAsync(UpdateDelivery delivery, string handler, Exception exception, int capacity, CancellationToken cancellationToken) =>
        client.Quarantine.KeepAsync(delivery, handler, exception, capacity, cancellationToken);
}
