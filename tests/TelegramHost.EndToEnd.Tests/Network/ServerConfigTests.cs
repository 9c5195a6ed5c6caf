using TelegramHost.Client;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.Schema;

namespace TelegramHost.EndToEnd.Tests.Network;

public sealed class ServerConfigTests
{
    [Fact]
    public async Task AddressesThatTheServerPushes_AreKeptForTheNextStart()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var rig = new BotRig();
        var store = new MemorySessionStore();
        var options = rig.Options();
        await using (var client = new TelegramClient(options, new TcpConnector(options.Connection, TimeProvider.System), store))
        {
            await client.ConnectAsync(patience.Token);
            // Whoever has made a call that wants updates gets them.
            await client.GetMeAsync(patience.Token);

            rig.Emulator.World.Outlet!.Push(rig.Bot.Id, new UpdateShort
            {
                Update = new UpdateDcOptions { DcOptions = [new DcOption { Id = 4, IpAddress = "192.0.2.4", Port = 443, MediaOnly = true }] },
                Date = 1,
            });
            rig.Emulator.World.Outlet.Push(rig.Bot.Id, new UpdateShort { Update = new UpdateConfig(), Date = 1 });
            await rig.CalledAsync("help.getConfig", 2, patience.Token);
        }

        await using var session = await LiveSession.OpenAsync(store, new SessionSnapshot { HomeDc = 2 }, default);
        Assert.Contains(session.Current.Dc(2).Addresses, address => address.Port == rig.Emulator.EndPoint.Port);
    }
}
