namespace TelegramHost.Architecture.Tests;

/// <summary>Inside a project, folders are floors: code uses its own floor and those below it.</summary>
public sealed class FolderFloorTests
{
    public static TheoryData<string, string[]> Floors => new()
    {
        { "TelegramHost.MtProto", ["Service", "Crypto Messages", "Framing Handshake Session", "Fallback"] },
        { "TelegramHost.Client", ["Sessions", "Network", "Rpc", "Peers", "Model", "Areas Updates", ""] },
        { "TelegramHost", ["Contexts", "Routing", "Dispatch", "Hosting"] },
    };

    [Theory]
    [MemberData(nameof(Floors))]
    public void Code_uses_no_floor_above_its_own(string assembly, string[] floors)
    {
        var floorOf = new Dictionary<string, int>();
        for (var i = 0; i < floors.Length; i++)
        {
            foreach (var folder in floors[i].Split(' '))
                floorOf[folder] = i;
        }

        var upward = new List<string>();
        foreach (var (from, to) in AssemblyGraph.Read(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")))
        {
            if (FolderOf(assembly, from) is { } fromFolder && FolderOf(assembly, to) is { } toFolder
                && floorOf.TryGetValue(fromFolder, out var fromFloor) && floorOf.TryGetValue(toFolder, out var toFloor)
                && toFolder != "" && (toFloor > fromFloor || (toFloor == fromFloor && toFolder != fromFolder)))
            {
                upward.Add($"{from} -> {to}");
            }
        }

        Assert.Empty(upward.Order());
    }

    [Theory]
    [InlineData("TelegramHost.Client", "TelegramHost.Client.Updates.UpdateMachine")]
    [InlineData("TelegramHost.Client", "TelegramHost.Client.Updates.SequenceBox`1")]
    public void Machines_outside_the_pure_rooms_know_no_task_clock_socket_or_logger(string assembly, string machine)
    {
        string[] banned =
        [
            "System.Threading.Tasks.", "System.Threading.Channels.", "System.Net.Sockets.", "System.IO.Stream", "System.TimeProvider",
            "Microsoft.Extensions.Logging.", "System.Random", "System.Security.Cryptography.RandomNumberGenerator",
        ];

        var uses = AssemblyGraph.Read(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")).Where(use => use.From == machine).ToList();

        Assert.NotEmpty(uses);
        Assert.DoesNotContain(uses, use => banned.Any(name => use.To.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Handler_contexts_know_no_protocol_types()
    {
        var uses = AssemblyGraph.Read(Path.Combine(AppContext.BaseDirectory, "TelegramHost.dll"))
            .Where(use => use.From.StartsWith("TelegramHost.Contexts.", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.DoesNotContain(uses, use => use.To.StartsWith("TelegramHost.MtProto.", StringComparison.Ordinal));
    }

    [Fact]
    public void Emulator_takes_only_the_connector_from_the_client()
    {
        var uses = AssemblyGraph.Read(Path.Combine(AppContext.BaseDirectory, "TelegramHost.Emulator.dll"))
            .Where(use => use.To.StartsWith("TelegramHost.Client.", StringComparison.Ordinal))
            .Select(use => use.To).Distinct();

        Assert.All(uses, to => Assert.Equal("TelegramHost.Client.Network.IConnector", to));
    }

    [Fact]
    public void Emulator_uses_neither_the_clients_handshake_nor_its_session()
    {
        var uses = AssemblyGraph.Read(Path.Combine(AppContext.BaseDirectory, "TelegramHost.Emulator.dll"));

        Assert.DoesNotContain(uses, use => use.To.StartsWith("TelegramHost.MtProto.Handshake.", StringComparison.Ordinal)
            || use.To.StartsWith("TelegramHost.MtProto.Session.", StringComparison.Ordinal));
    }

    private static string? FolderOf(string assembly, string type)
    {
        if (!type.StartsWith(assembly + ".", StringComparison.Ordinal))
            return null;
        var parts = type[(assembly.Length + 1)..].Split('.');
        return parts.Length > 1 ? parts[0] : "";
    }
}
