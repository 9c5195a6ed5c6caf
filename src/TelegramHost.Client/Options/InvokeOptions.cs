namespace TelegramHost.Client;

/// <summary>How one call differs from the others; what is not set stays as <c>Telegram:Resilience</c> has it.</summary>
/// <example>
/// <code>
/// await client.InvokeAsync(request, InvokeOptions.DontWait);
/// await client.InvokeAsync(request, new InvokeOptions { DataCenter = 4 });
/// </code>
/// </example>
public sealed record InvokeOptions
{
    /// <summary>Surfaces every flood wait at once as <see cref="FloodWaitException"/>, also one that is remembered from an earlier call or is our own (<see cref="ResilienceOptions.SendLimits"/>).</summary>
    public static InvokeOptions DontWait { get; } = new() { MaxFloodWait = TimeSpan.Zero };

    /// <summary>Longest flood wait that is slept through; zero surfaces every one. Default: <see cref="ResilienceOptions.MaxFloodWait"/>.</summary>
    /// <remarks>A wait that <see cref="TotalTimeout"/> can't hold surfaces too.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? MaxFloodWait
    {
        get;
        init => field = value is not { } wait || wait >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxFloodWait is zero or more; zero surfaces every wait.");
    }

    /// <summary>Longest time for the call with all repetitions and waits; <see cref="Timeout.InfiniteTimeSpan"/> for no limit. Default: <see cref="ResilienceOptions.TotalTimeout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or less, or longer than 24 days.</exception>
    public TimeSpan? TotalTimeout
    {
        get;
        init => field = value is not { } limit || limit == Timeout.InfiniteTimeSpan || (limit > TimeSpan.Zero && limit.TotalMilliseconds <= int.MaxValue)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "TotalTimeout is longer than zero and at most 24 days, or Timeout.InfiniteTimeSpan.");
    }

    /// <summary>The data centre to which the call goes. Default: the account's own, which is where nearly all calls belong.</summary>
    /// <remarks>
    /// The login is carried there first, once for each data centre. Where Telegram names the right one itself (<c>FILE_MIGRATE_X</c>,
    /// <c>STATS_MIGRATE_X</c>) the call follows without this.
    /// Source: https://core.telegram.org/api/datacenter
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or less.</exception>
    public int? DataCenter
    {
        get;
        init => field = value is not <= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "DataCenter is the number of a data centre, 1 to 5 at Telegram; null is the account's own.");
    }

    /// <summary>The row of calls that it stands in, behind all that were made with the same one before. Default: none.</summary>
    public CallSequence? Sequence { get; init; }

    /// <summary>Whether the connection does not begin to receive updates by this call; the main one does so by its first call. Default: false.</summary>
    /// <remarks>Source: https://core.telegram.org/method/invokeWithoutUpdates</remarks>
    public bool WithoutUpdates { get; init; }

    /// <summary>The export that it belongs to; <see cref="Areas.TakeoutSession"/> sets it. Default: none.</summary>
    /// <remarks>Source: https://core.telegram.org/api/takeout</remarks>
    public long? TakeoutId { get; init; }

    /// <summary>The connection of a bot with a business account, in whose name the call is made. Default: none.</summary>
    /// <remarks>
    /// The id comes with <c>updateBotBusinessConnect</c>, together with the data centre to name as <see cref="DataCenter"/>; <see cref="ForBusiness"/>
    /// sets both. Source: https://core.telegram.org/api/bots/connected-business-bots
    /// </remarks>
    public string? BusinessConnectionId { get; init; }

    /// <summary>Options for calls in the name of a business account.</summary>
    public static InvokeOptions ForBusiness(Schema.BotBusinessConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new InvokeOptions { BusinessConnectionId = connection.ConnectionId, DataCenter = connection.DcId };
    }

    /// <summary>Whether it goes before others, with <see cref="ResilienceOptions.SendLimits"/>. Default: high for replies, normal for the rest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the priorities.</exception>
    public CallPriority? Priority
    {
        get;
        init => field = value is not { } priority || Enum.IsDefined(priority)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Priority is one of {string.Join(", ", Enum.GetNames<CallPriority>())}.");
    }
}
