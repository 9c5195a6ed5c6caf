using System.Diagnostics;
using TelegramHost.Benchmarks.Harness;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Schema;

namespace TelegramHost.Benchmarks.Network;

/// <summary>Item 8: calls over one connection beside the same number of messages over a bare socket; the other side is a process of its own.</summary>
public sealed class RpcBench : IRatioBench
{
    private const int InFlight = 256;
    private const int Rounds = 15;
    private const int CallsInTurn = 1000;
    private const int CallsAtOnce = 20_000;

    /// <inheritdoc/>
    public string Name => "rpc";

    /// <inheritdoc/>
    public string Description => "round trip of a call, and calls with 256 in flight, beside a bare socket's messages";

    /// <inheritdoc/>
    public void Run(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        RunAsync(report).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(Report report)
    {
        using var peer = PeerProcess.Start();
        var client = peer.CreateClient(new MemorySessionStore());
        await using (client.ConfigureAwait(false))
        {
            await client.ConnectAsync().ConfigureAwait(false);
            using var raw = await RawSocket.ConnectAsync(peer.EchoPort).ConfigureAwait(false);
            await DuelAsync(report, "rpc.round_trip", CallsInTurn, () => CallAsync(client, CallsInTurn), () => raw.EchoAsync(CallsInTurn)).ConfigureAwait(false);
            await DuelAsync(report, "rpc.in_flight_256", CallsAtOnce, () => CallAtOnceAsync(client), () => raw.StreamAsync(CallsAtOnce, InFlight))
                .ConfigureAwait(false);
        }
    }

    private static async Task CallAsync(TelegramClient client, int count)
    {
        for (var i = 0; i < count; i++)
            await client.InvokeAsync(new HelpGetNearestDcRequest()).ConfigureAwait(false);
    }

    private static Task CallAtOnceAsync(TelegramClient client) =>
        Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(() => CallAsync(client, CallsAtOnce / InFlight))));

    private static async Task DuelAsync(Report report, string name, int calls, Func<Task> ours, Func<Task> reference)
    {
        var (oursTimes, referenceTimes) = (new List<double>(), new List<double>());
        // Both sides of both processes are compiled to the end within the first rounds, which do not count.
        for (var round = -5; round < Rounds; round++)
        {
            var ourTime = await TimeAsync(ours).ConfigureAwait(false);
            var referenceTime = await TimeAsync(reference).ConfigureAwait(false);
            if (round < 0)
                continue;
            oursTimes.Add(ourTime / calls);
            referenceTimes.Add(referenceTime / calls);
        }

        report.Add(name + ".ratio", Duel.Median(oursTimes.Zip(referenceTimes, (our, other) => other / our)));
        report.Add(name + ".us", Duel.Median(oursTimes));
        report.Add(name + ".reference_us", Duel.Median(referenceTimes));
    }

    private static async Task<double> TimeAsync(Func<Task> side)
    {
        var start = Stopwatch.GetTimestamp();
        await side().ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
