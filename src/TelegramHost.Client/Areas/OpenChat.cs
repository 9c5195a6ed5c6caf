using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Areas;

/// <summary>A channel or supergroup that is open until this is disposed (<see cref="ChatsArea.OpenAsync"/>).</summary>
public sealed class OpenChat : IDisposable
{
    private readonly IOpenChannels _channels;
    private readonly long _channelId;
    private int _isClosed;

    internal OpenChat(IOpenChannels channels, long channelId, int pts, bool isGuest)
    {
        (_channels, _channelId) = (channels, channelId);
        channels.Open(channelId, pts, isGuest);
    }

    /// <summary>The channel.</summary>
    public PeerId Id => PeerId.Channel(_channelId);

    /// <summary>Closes it. A channel that the account has not joined is not followed any more. To be called once or more often.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            _channels.Close(_channelId);
    }
}
