using System.Globalization;
using TelegramHost.Client;
using TelegramHost.Emulator;
using TelegramHost.Emulator.Server;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>A hundred thousand calls over a wire that is never good for long: none is lost, and nothing piles up.</summary>
[Collection(AloneCollection.Name)]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Parts = 10;
    private const int Callers = 200;
    private const int CallsBetweenFaults = 700;

    // The emulator keeps what was written, so calls write in the first parts only; in those behind nothing may grow.
    private const int WritingParts = 3;

    // No object is smaller than this. What a table keeps shows in its entries, whatever their size.
    private const int BytesPerCall = 24;

    // What is bounded by design sways below its bounds: the least of a few parts counts, and the largest table may be empty or full.
    private const int PartsThatCount = 3;
    private const int Sway = ReceivedMessages.Capacity;

    [Fact]
    public async Task ManyCalls_UnderRandomFaults_EndOnceEach_AndLeaveNothingBehind()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        var calls = int.TryParse(Environment.GetEnvironmentVariable("SOAK_CALLS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 100_000;
        var plain = new FaultCase("soak", _ => Task.CompletedTask, _ => true) { JournalCapacity = 0 };
        await using var rig = new FaultRig(plain, random.Next());
        var work = new Workload(rig, readsFiles: false);
        await rig.StartAsync();
        await rig.RunAsync(work.PrepareAsync());

        List<Measure> measures = [];
        var strikes = 0;
        for (var part = 0; part < Parts; part++)
        {
            work.WritesOneIn = part < WritingParts ? 50 : int.MaxValue;
            var before = work.Ended;
            var running = work.RunAsync(Callers, calls / Parts / Callers);
            var striking = Task.Run(async () =>
            {
                for (var at = before + CallsBetweenFaults; at < before + (calls / Parts) - Callers; at += CallsBetweenFaults, strikes++)
                {
                    await work.ReachedAsync(at);
                    Strike(rig, random);
                }
            });
            await rig.RunAsync(Task.WhenAll(running, striking));
            await rig.WaitForConnectionAsync();
            await rig.RunAsync(rig.Client.GetMeAsync());
            work.Forget();
            measures.Add(Measure.Of(rig));
            output.WriteLine($"part {part + 1}: {work.Ended} calls, {strikes} faults, {rig.Network.Connections} connections, {measures[^1].Bytes / 1024} KiB, {measures[^1].Client.Values.Sum()} entries of the client, {measures[^1].Server.Values.Sum()} of the server");
        }

        Assert.Equal(0, work.WrongAnswers);
        Assert.Equal(calls, work.Ended);
        Assert.Empty(work.Unexpected);
        Assert.Equal(work.Written().Count, work.Written().Distinct().Count());
        var first = Measure.LeastOf(measures.Skip(WritingParts).Take(PartsThatCount));
        var last = Measure.LeastOf(measures.TakeLast(PartsThatCount));
        Assert.Empty(Grown(first.Client, last.Client));
        Assert.Empty(Grown(first.Server, last.Server));
        var perCall = (last.Bytes - first.Bytes) / (double)(calls / Parts * (Parts - WritingParts - PartsThatCount));
        output.WriteLine($"{perCall:0.0} bytes more for each call");
        Assert.InRange(perCall, double.MinValue, BytesPerCall);
    }

    private static IEnumerable<string> Grown(IReadOnlyDictionary<string, int> first, IReadOnlyDictionary<string, int> last) =>
        last.Where(table => table.Value > first.GetValueOrDefault(table.Key) + Sway)
            .Select(table => $"{table.Key}: from {first.GetValueOrDefault(table.Key)} to {table.Value}");

    private static void Strike(FaultRig rig, Random random)
    {
        var faults = rig.Emulator.Faults;
        var direction = (PacketDirection)random.Next(2);
        switch (random.Next(12))
        {
            case 0:
                rig.Network.ForEach(line => line.CutNext(random.Next(2) == 0, (LineCut)random.Next(3)));
                break;
            case 1:
                rig.Network.ForEach(line => line.Reset());
                break;
            case 2:
                rig.Network.ForEach(line => line.Mute());
                break;
            case 3:
                faults.CorruptPackets(1, direction);
                break;
            case 4:
                faults.DoublePackets(random.Next(1, 20), direction);
                break;
            case 5:
                faults.DropPackets(1, direction);
                break;
            case 6:
                faults.SwapPackets(random.Next(1, 5), direction);
                break;
            case 7:
                faults.ForgetSessions();
                break;
            case 8:
                faults.ChangeSalts();
                break;
            case 9:
                faults.SendTransportError(random.Next(2) == 0 ? -404 : -444);
                break;
            case 10:
                faults.RejectMessages(random.GetItems([16, 17, 19, 20, 32, 33, 48], 1)[0]);
                break;
            default:
                faults.CutConnectionsAfter(random.Next(1, 5000));
                break;
        }
    }

    /// <summary>What is held at one moment.</summary>
    private sealed record Measure(long Bytes, IReadOnlyDictionary<string, int> Client, IReadOnlyDictionary<string, int> Server)
    {
        public static Measure LeastOf(IEnumerable<Measure> measures) => measures.Aggregate((one, other) =>
            new Measure(Math.Min(one.Bytes, other.Bytes), Least(one.Client, other.Client), Least(one.Server, other.Server)));

        public static Measure Of(FaultRig rig)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return new Measure(
                GC.GetTotalMemory(forceFullCollection: true),
                // Its lines lead to the emulator and to the rig.
                TableCensus.Of(rig.Client, type => type.Assembly != typeof(World).Assembly && type.Assembly != typeof(FaultRig).Assembly),
                TableCensus.Of(rig.Emulator.Find(FaultRig.Home), type => type != typeof(World)));
        }

        private static Dictionary<string, int> Least(IReadOnlyDictionary<string, int> one, IReadOnlyDictionary<string, int> other) =>
            one.Keys.Union(other.Keys).ToDictionary(name => name, name => Math.Min(one.GetValueOrDefault(name), other.GetValueOrDefault(name)));
    }
}
