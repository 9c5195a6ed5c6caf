using System.Threading.Channels;

namespace TelegramHost.Emulator;

/// <summary>Collects the changes that one person sees, from the moment it was made until it is disposed.</summary>
public sealed class WorldWatch : IDisposable
{
    private readonly Channel<WorldEvent> _events = Channel.CreateUnbounded<WorldEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Action<WorldWatch> _forget;

    internal WorldWatch(EmulatedUser viewer, Action<WorldWatch> forget)
    {
        Viewer = viewer;
        _forget = forget;
    }

    /// <summary>Whose view it is.</summary>
    public EmulatedUser Viewer { get; }

    /// <summary>The changes, in order; completed when the watch is disposed.</summary>
    public ChannelReader<WorldEvent> Events => _events.Reader;

    /// <summary>Ends the watch.</summary>
    public void Dispose()
    {
        _forget(this);
        _events.Writer.TryComplete();
    }

    internal void Add(WorldEvent change) => _events.Writer.TryWrite(change);
}
