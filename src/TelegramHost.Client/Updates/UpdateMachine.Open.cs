using TelegramHost.Schema;

namespace TelegramHost.Client.Updates;

/// <remarks>Source: https://core.telegram.org/api/updates#subscribing-to-updates-of-channels-supergroups</remarks>
internal sealed partial class UpdateMachine
{
    // Channels that somebody looks at.
    private readonly HashSet<long> _open = [];

    // Those of them that the account is not in, as far as is known: nobody wants more of them once they are closed.
    private readonly HashSet<long> _guests = [];

    // Channels of which no number is known that the server takes: where they stand has to be asked for, unless an update tells it before.
    private readonly HashSet<long> _placeless = [];

    // Where channels of the account stood that were opened before anything else was known of them: what was pushed may be on its way still.
    private readonly Dictionary<long, int> _openedAt = [];

    /// <summary>Somebody looks at a channel: it is asked at once, and again after each time that the server names.</summary>
    /// <param name="channelId">The channel.</param>
    /// <param name="pts">Where it stands, if that is known; one that is followed already keeps its own.</param>
    /// <param name="isGuest">Whether it is known that the account is not in it.</param>
    /// <param name="now">The time.</param>
    public void HandleChannelOpened(long channelId, int? pts, bool isGuest, DateTimeOffset now)
    {
        _open.Add(channelId);
        if (isGuest)
            _guests.Add(channelId);
        else
            _guests.Remove(channelId);
        if (_channels.Find(channelId) is not { } channel)
        {
            channel = _channels.GetOrAdd(channelId, 0, now);
            _placeless.Add(channelId);
            if (TryPlace(channel, pts ?? 0, now) && !isGuest)
                _openedAt.Add(channelId, channel.Pts);
        }

        // The login asks for all.
        if (CanFetch)
            channel.Pacer.Want();
        _channels.Schedule(channel);
        Settle(now);
    }

    /// <summary>Nobody looks at a channel any more; it is followed on if the account is in it.</summary>
    /// <returns>Whether it was forgotten.</returns>
    public bool HandleChannelClosed(long channelId)
    {
        _open.Remove(channelId);
        _openedAt.Remove(channelId);
        var isGuest = _guests.Remove(channelId);
        if (_channels.Find(channelId) is not { } channel)
            return false;
        channel.Pacer.AskAt(null);
        if (isGuest)
            Forget(channel);
        return isGuest;
    }

    /// <summary>A channel's place is known now, and it is followed from there.</summary>
    private bool TryPlace(ChannelSequence channel, int pts, DateTimeOffset now)
    {
        if (pts <= 0)
            return false;
        _placeless.Remove(channel.ChannelId);
        channel.Box.Jump(pts, now);
        NoteFollowed(channel.ChannelId, pts);
        return true;
    }

    /// <summary>Telegram says so when the account comes into a channel, and when it goes.</summary>
    private void NoteMembership(UpdateBase update)
    {
        if (update is UpdateChannel u)
            _guests.Remove(u.ChannelId);
    }

    /// <summary>A difference tells whether the account is in its channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="chats">What came with the difference.</param>
    /// <param name="isWhole">Whether the server has no more than what came.</param>
    private void NoteMembership(ChannelSequence channel, ChatBase[] chats, bool isWhole)
    {
        // The direct messages of a channel come to people who are in none.
        if (chats.OfType<Channel>().FirstOrDefault(chat => chat.Id == channel.ChannelId) is not { Min: false, Monoforum: false } chat)
            return;
        if (!chat.Left)
            _guests.Remove(channel.ChannelId);
        else if (isWhole && !_open.Contains(channel.ChannelId) && channel.Box.HoleSince is null && !channel.Pacer.IsWanted)
            // It was open when the client ended, or was left since: nobody wants more of it.
            Forget(channel);
    }

    /// <summary>"Clients are supposed to refetch the channel difference after timeout seconds have elapsed, if the user is currently viewing the chat."</summary>
    private TimeSpan PauseOf(int? timeout)
    {
        var pause = timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : _options.OpenChannelPause;
        return pause < _options.ShortestOpenChannelPause ? _options.ShortestOpenChannelPause : pause;
    }
}
