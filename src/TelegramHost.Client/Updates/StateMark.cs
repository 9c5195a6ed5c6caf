namespace TelegramHost.Client.Updates;

/// <summary>Where a sequence stands once an output was dealt with: those of the account, or that of one channel.</summary>
/// <param name="ChannelId">The channel, or null for the common sequences.</param>
/// <param name="Common">The common sequences; null while the server's state is not known.</param>
/// <param name="ChannelPts">The channel's pts.</param>
internal readonly record struct StateMark(long? ChannelId, CommonState? Common, int ChannelPts)
{
    /// <summary>A place in the common sequences.</summary>
    public static StateMark OfCommon(CommonState? state) => new(null, state, 0);

    /// <summary>A place in a channel's sequence.</summary>
    public static StateMark OfChannel(long channelId, int pts) => new(channelId, null, pts);
}
