using System.Diagnostics;

namespace TelegramHost.Benchmarks.Harness;

/// <summary>Measures two sides in turns, so that what the machine does meanwhile meets both.</summary>
public static class Duel
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(25);

    /// <summary>Runs both sides alternately, <paramref name="rounds"/> samples each.</summary>
    public static DuelResult Run(Action ours, Action reference, int rounds = 31)
    {
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(reference);
        WarmUpUntilCompiled(ours);
        WarmUpUntilCompiled(reference);
        var oursCalls = CallsPerSample(ours);
        var referenceCalls = CallsPerSample(reference);
        var oursTimes = new double[rounds];
        var referenceTimes = new double[rounds];
        var ratios = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            // The first place changes sides: neither always follows the other's garbage.
            if (i % 2 == 0)
                oursTimes[i] = Time(ours, oursCalls);
            referenceTimes[i] = Time(reference, referenceCalls);
            if (i % 2 != 0)
                oursTimes[i] = Time(ours, oursCalls);
            ratios[i] = referenceTimes[i] / oursTimes[i];
        }

        return new DuelResult(Median(ratios), Median(oursTimes), Median(referenceTimes), Bytes(ours), Bytes(reference));
    }

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static void WarmUpUntilCompiled(Action side)
    {
        // Twice, with a pause: the tiered compiler works in the background after a quiet moment.
        for (var pass = 0; pass < 2; pass++)
        {
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < WarmUp)
                side();
            Thread.Sleep(150);
        }
    }

    private static int CallsPerSample(Action side)
    {
        var clock = Stopwatch.StartNew();
        var calls = 0;
        while (clock.Elapsed < Sample)
        {
            side();
            calls++;
        }

        return calls;
    }

    private static double Time(Action side, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
            side();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    private static double Bytes(Action side)
    {
        const int Calls = 100;
        side();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
            side();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
    }
}
