using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Network;

/// <summary>Notices when the wall clock moves otherwise than time passes: the machine was suspended, or somebody has set its clock.</summary>
/// <remarks>
/// The monotonic clock stands still while a machine sleeps, so nothing that counts on it knows that connections have died meanwhile.
/// </remarks>
internal sealed class ClockWatch(MonotonicClock clock, TimeProvider time, ILogger logger)
{
    // A look is cheap, and soon after the machine wakes up it should be up to date.
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    // What keeps clocks in step moves them by less.
    private static readonly TimeSpan _tolerance = TimeSpan.FromSeconds(5);

    private TimeSpan _lead = clock.WallLead;

    /// <summary>Watches until cancelled, which is its only end.</summary>
    /// <param name="jumped">Called after each jump; MUST return at once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action jumped, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            var lead = clock.WallLead;
            var jump = lead - _lead;
            if (jump.Duration() < _tolerance)
                continue;
            _lead = lead;
            NetworkLog.ClockJumped(logger, jump.TotalSeconds);
            jumped();
        }
    }
}
