using System.Diagnostics;
using System.Globalization;
using TelegramHost.Benchmarks.Harness;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Benchmarks.Sessions;

/// <summary>A hundred thousand peers and ten thousand channels in a store: how long they take to fill, start, look up and save.</summary>
internal static class StoreLoad
{
    private const int Peers = 100_000;
    private const int Channels = 10_000;
    private const int PeersPerBatch = 1000;
    private const int Lookups = 2000;
    private const int Saves = 50;
    private const int ChangesPerSave = 100;

    /// <summary>Measures one store.</summary>
    /// <param name="name">The store's name, the beginning of each line.</param>
    /// <param name="open">A store on the same storage, empty at first, as a new process would have it.</param>
    /// <param name="size">The bytes that the storage takes; null where nothing can tell.</param>
    /// <param name="report">Takes the numbers.</param>
    public static async Task MeasureAsync(string name, Func<ISessionStore> open, Func<Task<long>>? size, Report report)
    {
        await FillAsync(name, open, report).ConfigureAwait(false);
        await Task.Yield();
        if (size is not null)
            report.Add($"stores.{name}.mib", await size().ConfigureAwait(false) / (1024.0 * 1024));

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        var lease = await open().AcquireAsync("default", default).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        await lease.ReadAsync(default).ConfigureAwait(false);
        var marks = await lease.Updates.ReadAsync(default).ConfigureAwait(false);
        report.Add($"stores.{name}.start_ms", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        report.Add($"stores.{name}.channels", marks.Count);
        report.Add($"stores.{name}.managed_mib", (GC.GetTotalMemory(forceFullCollection: true) - before) / (1024.0 * 1024));

        var random = new Random(1);
        report.Add($"stores.{name}.lookup_id_us", await LookUpAsync(() => lease.Peers.FindAsync(random.Next(1, Peers + 1), default)).ConfigureAwait(false));
        report.Add($"stores.{name}.lookup_username_us",
            await LookUpAsync(() => lease.Peers.FindByUsernameAsync(NameOf(random.Next(1, Peers + 1)), default)).ConfigureAwait(false));

        var saves = new List<double>();
        for (var i = 1; i <= Saves; i++)
        {
            var peers = Enumerable.Range(0, ChangesPerSave).Select(_ => random.Next(1, Peers + 1)).Distinct().Select(id => PeerOf(id, id + i)).ToList();
            var changed = Enumerable.Range(0, ChangesPerSave).Select(_ => random.Next(1, Channels + 1)).Distinct().Select(id => MarkOf(id, id + i)).ToList();
            start = Stopwatch.GetTimestamp();
            await lease.Peers.WriteAsync(peers, default).ConfigureAwait(false);
            await lease.Updates.WriteAsync(changed, [], default).ConfigureAwait(false);
            saves.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        saves.Sort();
        report.Add($"stores.{name}.save_100_peers_100_channels_ms", saves[Saves / 2]);
    }

    // A method of its own, and off its stack behind it, so that nothing of the first holder is alive when memory is measured.
    private static async Task FillAsync(string name, Func<ISessionStore> open, Report report)
    {
        var lease = await open().AcquireAsync("default", default).ConfigureAwait(false);
        await using var held = lease.ConfigureAwait(false);
        await lease.WriteAsync(new byte[1500], 0, default).ConfigureAwait(false);
        var start = Stopwatch.GetTimestamp();
        for (var first = 1; first <= Peers; first += PeersPerBatch)
            await lease.Peers.WriteAsync([.. Enumerable.Range(first, PeersPerBatch).Select(i => PeerOf(i, i))], default).ConfigureAwait(false);
        report.Add($"stores.{name}.fill_peers_seconds", Stopwatch.GetElapsedTime(start).TotalSeconds);
        start = Stopwatch.GetTimestamp();
        await lease.Updates.WriteAsync([.. Enumerable.Range(1, Channels).Select(i => MarkOf(i, i))], [], default).ConfigureAwait(false);
        report.Add($"stores.{name}.fill_channels_ms", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static async Task<double> LookUpAsync(Func<ValueTask<StoredPeer?>> find)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Lookups; i++)
        {
            if (await find().ConfigureAwait(false) is null)
                throw new InvalidOperationException("A peer that was stored is not found.");
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Lookups;
    }

    private static string NameOf(int id) => string.Create(CultureInfo.InvariantCulture, $"user_number_{id}");

    // About as much as is kept of a real user: two names, a user name, a language; a phone number of few.
    private static StoredPeer PeerOf(int id, long hash) => new()
    {
        Id = id,
        AccessHash = hash * 0x9E3779B97F4A7C1,
        Usernames = [NameOf(id)],
        Phone = id % 20 == 0 ? string.Create(CultureInfo.InvariantCulture, $"10{id:00000000}") : null,
        Data = new byte[48],
    };

    private static UpdateMark MarkOf(int channel, int pts) => new(new UpdateBox(UpdateBoxKind.Channel, channel), pts, pts + 10);
}
