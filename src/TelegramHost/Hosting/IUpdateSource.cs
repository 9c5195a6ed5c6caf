using System.Threading.Channels;
using TelegramHost.Client.Updates;

namespace TelegramHost.Hosting;

/// <summary>Where a client's updates are taken from; a seam, so that hosting is tested without a connection.</summary>
internal interface IUpdateSource
{
    ChannelReader<UpdateDelivery> Updates { get; }

    /// <summary>Keeps an update whose handler failed, at most <paramref name="capacity"/> of them; false if there is nothing to keep of it.</summary>
    Task<bool> KeepAsync(UpdateDelivery delivery, string handler, Exception exception, int capacity, CancellationToken cancellationToken);
}
