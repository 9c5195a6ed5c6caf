using System.Collections.Concurrent;
using TelegramHost.Client;
using TelegramHost.Emulator;
using TelegramHost.Schema;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>What a client says of its connections.</summary>
public sealed class StatusTests : IDisposable
{
    private const int Home = 2;
    private const int Other = 4;

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    private readonly ConcurrentQueue<ConnectionStatus> _heard = new();

    private CancellationToken Patience => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task MainConnection_ThroughItsLife_ReportsEachState()
    {
        await using var rig = new BotRig();
        var client = TelegramClient.Create(rig.Options());
        client.StatusChanged += (sender, change) =>
        {
            Assert.Same(client, sender);
            _heard.Enqueue(change.Status);
        };
        Assert.Equal(ConnectionState.Disconnected, client.Status.State);

        await client.ConnectAsync(Patience);
        var connected = client.Status;
        rig.Emulator.Faults.CutConnections();
        await UntilAsync(() => _heard.Count(status => status.State == ConnectionState.Connected) == 2);
        await client.DisposeAsync();
        await UntilAsync(() => _heard.Any(status => status.State == ConnectionState.Disconnected));

        Assert.Equal((ConnectionState.Connected, Home, ConnectionPurpose.Main), (connected.State, connected.DataCenter, connected.Purpose));
        Assert.Null(connected.Cause);
        Assert.Equal(
            [ConnectionState.Connecting, ConnectionState.Connected, ConnectionState.Reconnecting, ConnectionState.Connected, ConnectionState.Disconnected],
            StatesInTurn(_heard));
        var waiting = _heard.First(status => status.State == ConnectionState.Reconnecting);
        Assert.IsType<TransportException>(waiting.Cause);
        Assert.NotNull(waiting.NextTry);
        Assert.True(waiting.NextTry >= waiting.Since);
        Assert.Equal(ConnectionState.Disconnected, client.State);
    }

    [Fact]
    public async Task Unreachable_Server_IsReportedWithCauseAndNextTry()
    {
        await using var rig = new BotRig();
        var options = rig.Options("127.0.0.1:1");
        options.Connection.ReconnectDelay = options.Connection.MaxReconnectDelay = TimeSpan.FromMinutes(5);
        await using var client = TelegramClient.Create(options);
        client.StatusChanged += (_, change) => _heard.Enqueue(change.Status);

        var connecting = client.ConnectAsync(Patience);
        await UntilAsync(() => _heard.Any(status => status.NextTry is not null));

        var status = _heard.Last();
        Assert.Equal(ConnectionState.Connecting, status.State);
        Assert.Contains("127.0.0.1:1", status.Cause!.Message, StringComparison.Ordinal);
        Assert.False(connecting.IsCompleted);
        await client.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => connecting);
    }

    [Fact]
    public async Task HandlerThatThrows_HarmsNeitherTheClientNorOtherHandlers()
    {
        await using var rig = new BotRig();
        await using var client = TelegramClient.Create(rig.Options());
        client.StatusChanged += (_, _) => throw new InvalidOperationException("a handler's own fault");
        client.StatusChanged += (_, change) => _heard.Enqueue(change.Status);

        await client.ConnectAsync(Patience);
        await UntilAsync(() => _heard.Any(status => status.State == ConnectionState.Connected));

        Assert.Equal(rig.Bot.Id, (await client.GetMeAsync(Patience)).Id);
    }

    [Fact]
    public async Task ConnectionsBesideTheMainOne_ReportToo_AndCloseWhenIdle()
    {
        await using var rig = new BotRig(new EmulatorOptions { DataCenter = Home, FurtherDataCenters = [Other] });
        var options = rig.Options();
        options.Connection.IdleConnectionTimeout = TimeSpan.FromSeconds(2);
        await using var client = TelegramClient.Create(options);
        client.StatusChanged += (_, change) => _heard.Enqueue(change.Status);
        await client.ConnectAsync(Patience);

        await client.InvokeAsync(new HelpGetConfigRequest(), new InvokeOptions { DataCenter = Other }, Patience);
        await client.InvokeAsync(new UploadSaveFilePartRequest { FileId = 1, FilePart = 0, Bytes = new byte[1024] }, Patience);
        await UntilAsync(() => _heard.Count(status => status.State == ConnectionState.Disconnected) == 2);

        ConnectionState[] life = [ConnectionState.Connecting, ConnectionState.Connected, ConnectionState.Disconnected];
        Assert.Equal(life, StatesInTurn(_heard.Where(status => status is { DataCenter: Other, Purpose: ConnectionPurpose.Calls })));
        Assert.Equal(life, StatesInTurn(_heard.Where(status => status is { DataCenter: Home, Purpose: ConnectionPurpose.Transfer })));
        Assert.Equal(ConnectionState.Connected, client.State);
        await UntilAsync(() => rig.Emulator.Find(Home).Server.Connections.Count() == 1);
        // And they are opened again when they are needed.
        Assert.Equal(Other, (await client.InvokeAsync(new HelpGetConfigRequest(), new InvokeOptions { DataCenter = Other }, Patience)).ThisDc);
    }

    [Fact]
    public async Task Metric_CountsConnectionsByState_AndComesBackToZero()
    {
        const int own = 777;
        using var counts = new ConnectionCounts(own);
        await using var rig = new BotRig(new EmulatorOptions { DataCenter = own });
        var client = TelegramClient.Create(rig.Options());

        await client.ConnectAsync(Patience);
        var whileConnected = counts.Of("Connected");
        await client.DisposeAsync();

        Assert.Equal(1, whileConnected);
        Assert.All(counts.ByState, count => Assert.Equal(0, count.Value));
    }

    private static List<ConnectionState> StatesInTurn(IEnumerable<ConnectionStatus> heard)
    {
        List<ConnectionState> states = [];
        foreach (var status in heard)
        {
            if (states.Count == 0 || states[^1] != status.State)
                states.Add(status.State);
        }

        return states;
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(1, Patience);
    }
}
