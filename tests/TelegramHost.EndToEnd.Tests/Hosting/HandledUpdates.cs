using System.Threading.Channels;
using TelegramHost.Client.Updates;

namespace TelegramHost.EndToEnd.Tests.Hosting;

/// <summary>What handlers of updates were given, in their order, each with the handler's type.</summary>
internal sealed class HandledUpdates
{
    private readonly Channel<(Type Handler, Update Update)> _updates = Channel.CreateUnbounded<(Type, Update)>();

    public ChannelReader<(Type Handler, Update Update)> Reader => _updates.Reader;

    public void Add<TUpdate>(TUpdate update)
        where TUpdate : Update => _updates.Writer.TryWrite((typeof(TUpdate), update));
}
