using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TelegramHost.Client;

/// <summary>The meter and the activity source of the client, both named <c>TelegramHost</c>.</summary>
internal static class Diagnostics
{
    /// <summary>The name of both.</summary>
    public const string Name = "TelegramHost";

    private static readonly Meter _meter = new(Name);

    /// <summary>Spans of calls.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Duration of calls with all repetitions, in seconds, by method and outcome.</summary>
    public static Histogram<double> CallDuration { get; } =
        _meter.CreateHistogram<double>("telegram.client.rpc.duration", "s", "Duration of calls, with all repetitions.");

    /// <summary>Seconds slept through because the server asked for it.</summary>
    public static Counter<double> FloodWait { get; } =
        _meter.CreateCounter<double>("telegram.client.flood_wait", "s", "Time slept through because the server asked for it.");

    /// <summary>Connections that were lost or could not be made.</summary>
    public static Counter<long> Reconnects { get; } =
        _meter.CreateCounter<long>("telegram.client.reconnects", description: "Connections that were lost or could not be made.");

    /// <summary>Connections by how they stand, what they are for, and data centre.</summary>
    public static UpDownCounter<long> Connections { get; } =
        _meter.CreateUpDownCounter<long>("telegram.client.connections", description: "Connections, by state, purpose and data centre.");

    /// <summary>What the strategies of the pipeline do, by strategy and event.</summary>
    public static Counter<long> ResilienceEvents { get; } =
        _meter.CreateCounter<long>("telegram.client.resilience.events", description: "Retries, timeouts and other events of the resilience pipeline.");

    /// <summary>Ranges of updates that could not be had any more, by cause.</summary>
    public static Counter<long> LostUpdates { get; } =
        _meter.CreateCounter<long>("telegram.client.updates.lost", description: "Ranges of updates that could not be had any more.");

    /// <summary>Updates with constructors that this version does not know.</summary>
    public static Counter<long> UnreadableUpdates { get; } =
        _meter.CreateCounter<long>("telegram.client.updates.unreadable", description: "Updates that could not be read.");
}
