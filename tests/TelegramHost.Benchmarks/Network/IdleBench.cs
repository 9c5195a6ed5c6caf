using System.Diagnostics;
using System.Runtime;
using TelegramHost.Benchmarks.Harness;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Benchmarks.Network;

/// <summary>Item 9: what a connected client that has nothing to do holds in memory, as the share of each in a process of a thousand.</summary>
/// <remarks>They share one login and thus one key, but each has a session and a connection of its own; the server is another process.</remarks>
public sealed class IdleBench : IRatioBench
{
    private const int Clients = 1000;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "idle";

    /// <inheritdoc/>
    public string Description => "memory of a connected client at rest, one thousand in one process";

    /// <inheritdoc/>
    public void Run(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        RunAsync(report).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(Report report)
    {
        using var peer = PeerProcess.Start();
        var login = new MemorySessionStore();
        var first = peer.CreateClient(login);
        await first.ConnectAsync().ConfigureAwait(false);
        await first.DisposeAsync().ConfigureAwait(false);
        var session = await ReadAsync(login).ConfigureAwait(false);

        // A hundred that came and went: compiled code, pools and threads are there already.
        await DisposeAllAsync(await ConnectAsync(peer, session, Clients / 10).ConfigureAwait(false)).ConfigureAwait(false);
        await Task.Delay(Quiet).ConfigureAwait(false);
        var (managedBefore, residentBefore) = Measure();
        var clients = await ConnectAsync(peer, session, Clients).ConfigureAwait(false);
        await Task.Delay(Quiet).ConfigureAwait(false);
        var (managed, resident) = Measure();

        report.Add("idle.connected", clients.Count(client => client.State == ConnectionState.Connected));
        report.Add("idle.managed_kib", (managed - managedBefore) / 1024.0 / Clients);
        report.Add("idle.resident_kib", (resident - residentBefore) / 1024.0 / Clients);
        await DisposeAllAsync(clients).ConfigureAwait(false);
    }

    private static async Task<List<TelegramClient>> ConnectAsync(PeerProcess peer, ReadOnlyMemory<byte> session, int count)
    {
        var clients = new List<TelegramClient>(count);
        foreach (var chunk in Enumerable.Range(0, count).Chunk(50))
        {
            var joining = chunk.Select(async _ =>
            {
                var client = peer.CreateClient(await StoreOfAsync(session).ConfigureAwait(false));
                await client.ConnectAsync().ConfigureAwait(false);
                return client;
            });
            clients.AddRange(await Task.WhenAll(joining).ConfigureAwait(false));
        }

        return clients;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(MemorySessionStore store)
    {
        var lease = await store.AcquireAsync("default", default).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
            return (await lease.ReadAsync(default).ConfigureAwait(false))!.Value.Data;
    }

    private static async Task<MemorySessionStore> StoreOfAsync(ReadOnlyMemory<byte> session)
    {
        var store = new MemorySessionStore();
        var lease = await store.AcquireAsync("default", default).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
            await lease.WriteAsync(session, expectedVersion: 0, default).ConfigureAwait(false);
        return store;
    }

    private static async Task DisposeAllAsync(List<TelegramClient> clients)
    {
        foreach (var client in clients)
            await client.DisposeAsync().ConfigureAwait(false);
    }

    private static (long Managed, long Resident) Measure()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64);
    }
}
