using System.Threading.Channels;
using TelegramHost.Client.Updates;

namespace TelegramHost.Hosting;

/// <summary>Where a client's updates are taken from; a seam, so that hosting is tested without a connection.</summary>
internal interface IUpdateSource
{
    ChannelReader<UpdateDelivery> Updates { get; }
}
