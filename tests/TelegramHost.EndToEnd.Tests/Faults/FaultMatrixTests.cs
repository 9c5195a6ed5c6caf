using TelegramHost.Client;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>Every fault under hundreds of concurrent calls: each call ends once and rightly, nothing is done twice, and the client comes back.</summary>
[Collection(AloneCollection.Name)]
public sealed class FaultMatrixTests(ITestOutputHelper output)
{
    private const int Callers = 200;
    private const int CallsEach = 3;

    // While all callers are at it, in the thick of it, and when some are through.
    private static readonly int[] _strikesAfter = [50, 250, 450];

    public static TheoryData<string> Faults => [.. FaultCases.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Calls_UnderAFault_EndOnceEach_AndNothingIsDoneTwice(string name)
    {
        var fault = FaultCases.All.Single(fault => fault.Name == name);
        await using var rig = new FaultRig(fault, Seed.Next(output.WriteLine));
        var work = new Workload(rig, fault.ReadsFiles);
        await rig.StartAsync();
        await rig.RunAsync(work.PrepareAsync());

        var strikes = _strikesAfter.Take(fault.Strikes).Select(async count =>
        {
            await work.ReachedAsync(count);
            await fault.Strike(rig);
        });
        await rig.RunAsync(Task.WhenAll([work.RunAsync(Callers, CallsEach), .. strikes]));
        await rig.WaitForConnectionAsync();
        var me = await rig.RunAsync(AskAsync(rig, fault));
        // A cut that still waited for a frame has had it now.
        await rig.WaitForConnectionAsync();

        Report(work, rig);
        Assert.True(fault.HasStruck(rig), "The fault did not strike.");
        Assert.Equal(rig.Bot.Id, me.Id);
        Assert.True(rig.Client.Status.IsUp, $"{rig.Client.Status}");
        Assert.Equal(Callers * CallsEach, work.Ends.Count);
        Assert.Equal(0, work.WrongAnswers);
        Assert.All(work.Ends.Where(end => end.Fault is not null), end =>
            Assert.True(fault.Allows(end.Fault!, end.Kind != CallKind.Once), $"{end.Kind} {end.Number}: {end.Fault}"));
        AssertWrittenOnce(work);
        // The journal does not tell a call that was sent to another data centre from one that was carried out.
        if (!fault.HasOtherDataCenter)
            Assert.DoesNotContain(work.DoneOnce(), call => call.Value > 1);
    }

    /// <summary>Calls once more; what is left of the last strike may hit the first calls behind the work.</summary>
    private async Task<Client.Model.User> AskAsync(FaultRig rig, FaultCase fault)
    {
        for (var left = 3; ; left--)
        {
            try
            {
                return await rig.Client.GetMeAsync();
            }
            catch (Exception exception) when (left > 0 && fault.Allows(exception, isRepeatable: true))
            {
                output.WriteLine($"behind the work: {exception.Message}");
            }
        }
    }

    private static void AssertWrittenOnce(Workload work)
    {
        var written = work.Written();
        var succeeded = work.Ends.Where(end => end is { Kind: CallKind.Write, Fault: null }).Select(end => Workload.Text("out", end.Number));
        Assert.Equal(written.Count, written.Distinct().Count());
        Assert.Empty(succeeded.Except(written));
    }

    private void Report(Workload work, FaultRig rig)
    {
        output.WriteLine($"{rig.Network.Connections} connections, {rig.Clock.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)} of the clock");
        foreach (var group in work.Ends.Where(end => end.Fault is not null).GroupBy(end => (end.Kind, end.Fault!.GetType().Name)))
            output.WriteLine($"{group.Count()} × {group.Key.Kind}: {group.Key.Name}, for example: {group.First().Fault!.Message}");
    }
}
