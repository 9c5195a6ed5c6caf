namespace TelegramHost.Client.Updates;

/// <summary>The times and limits of an <see cref="UpdateMachine"/>.</summary>
internal sealed record UpdateMachineOptions
{
    /// <summary>How long a hole may be filled by updates that arrive out of order. Default: 0.5 s, as Telegram's documentation says.</summary>
    public TimeSpan GapHold { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest silence of a sequence before a difference is asked for. Default: 15 minutes.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The pause after the first failed difference; it doubles with each further one. Default: 1 s.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two tries. Default: 60 s.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many numbers a start goes back at most; 0: none, null: all. Default: null.</summary>
    public int? CatchUpLimit { get; init; }

    /// <summary>When an open channel is asked again if the server names no time. Default: 30 s.</summary>
    public TimeSpan OpenChannelPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an open channel is asked at most, whatever time the server names. Default: 1 s.</summary>
    public TimeSpan ShortestOpenChannelPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many updates a channel's difference may bring at once. Default: 100.</summary>
    public int ChannelDifferenceLimit { get; init; } = 100;
}
