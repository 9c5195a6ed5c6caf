using TelegramHost.Client;
using TelegramHost.Emulator.Inspection;
using TelegramHost.Emulator.Server;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>Calls that must not be done twice, in packets that reach the server after the question what became of them.</summary>
[Collection(AloneCollection.Name)]
public sealed class LatePacketTests(ITestOutputHelper output)
{
    private const string Method = "help.acceptTermsOfService";

    [Fact]
    public async Task Call_ThatTheServerGetsBehindTheQuestionAfterIt_IsDoneOnce()
    {
        await using var rig = new FaultRig(new FaultCase("late", _ => Task.CompletedTask, _ => true), Seed.Next(output.WriteLine));
        await rig.StartAsync();
        // What the client has to acknowledge is on its way, so that the next packet is the call and the one after it the question.
        await rig.RunAsync(Task.Delay(TimeSpan.FromSeconds(35), rig.Clock));
        var start = rig.Clock.GetUtcNow();
        rig.Emulator.Faults.SwapPackets(1, PacketDirection.ToServer);

        var answer = await rig.RunAsync(rig.Client.InvokeAsync(new HelpAcceptTermsOfServiceRequest { Id = new DataJSON { Data = "late" } }));
        var waited = rig.Clock.GetUtcNow() - start;
        // A repetition would be on its way.
        await rig.RunAsync(Task.Delay(TimeSpan.FromMinutes(2), rig.Clock));

        Assert.True(answer);
        Assert.True(waited > TimeSpan.FromSeconds(10), "The call's packet was not late.");
        Assert.Single(rig.Emulator.Wire.Records, record => record is { Name: Method, Direction: WireDirection.Request });
    }

    [Fact]
    public async Task Call_WhosePacketIsLost_IsSentAgainAfterTheServerHasSaidTwiceThatItIsNotThere()
    {
        await using var rig = new FaultRig(new FaultCase("lost", _ => Task.CompletedTask, _ => true), Seed.Next(output.WriteLine));
        await rig.StartAsync();
        await rig.RunAsync(Task.Delay(TimeSpan.FromSeconds(35), rig.Clock));
        rig.Emulator.Faults.DropPackets(1, PacketDirection.ToServer);

        var answer = await rig.RunAsync(rig.Client.InvokeAsync(new HelpAcceptTermsOfServiceRequest { Id = new DataJSON { Data = "lost" } }));

        Assert.True(answer);
        Assert.Single(rig.Emulator.Wire.Records, record => record is { Name: Method, Direction: WireDirection.Request });
    }
}
