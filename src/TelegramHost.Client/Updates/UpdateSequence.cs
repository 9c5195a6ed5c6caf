namespace TelegramHost.Client.Updates;

/// <summary>Which sequence an update belongs to.</summary>
internal enum UpdateSequence
{
    /// <summary>None: it is delivered as it comes.</summary>
    None,

    /// <summary>The account's pts.</summary>
    Pts,

    /// <summary>The account's qts; each update counts one.</summary>
    Qts,

    /// <summary>The pts of <see cref="UpdatePlace.ChannelId"/>.</summary>
    ChannelPts,
}
