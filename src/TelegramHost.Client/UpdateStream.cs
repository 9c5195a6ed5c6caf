using System.Threading.Channels;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client;

/// <summary>The updates of one client, from its creation to its end, whatever is started and stopped in between.</summary>
internal sealed class UpdateStream(int capacity) : IAsyncEnumerable<Update>
{
    private readonly Channel<UpdateDelivery> _deliveries =
        Channel.CreateBounded<UpdateDelivery>(new BoundedChannelOptions(capacity));

    /// <summary>Where updates are put in.</summary>
    public ChannelWriter<UpdateDelivery> Writer => _deliveries.Writer;

    /// <summary>Where updates are taken out; each MUST be completed.</summary>
    public ChannelReader<UpdateDelivery> Reader => _deliveries.Reader;

    /// <summary>No more updates will come.</summary>
    public void Complete() => _deliveries.Writer.TryComplete();

    /// <inheritdoc/>
    public async IAsyncEnumerator<Update> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var delivery in _deliveries.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return delivery.Update;
            delivery.Complete();
        }
    }
}
