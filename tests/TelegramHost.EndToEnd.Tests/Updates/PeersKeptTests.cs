using TelegramHost.Client;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;

namespace TelegramHost.EndToEnd.Tests.Updates;

/// <summary>Access hashes are kept across a restart.</summary>
public sealed class PeersKeptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Peer_MetBeforeARestart_IsWrittenToByIdAndByName_WithoutAskingTheServer()
    {
        await using var bot = await ListeningBot.StartAsync(new SessionOptions { Path = Path.Combine(_folder, "bot.session") });
        var eve = bot.World.AddUser("Eve", username: "EveOnline");
        await bot.World.SendTextAsync(eve, bot.Bot, "hello", cancellationToken: bot.Patience);
        var met = (await bot.NextAsync<NewMessage>()).Message.Sender!;
        await bot.StopAsync();
        await bot.RestartAsync();

        var byId = await bot.Client.Messages.SendTextAsync(met.Id, "by id", bot.Patience);
        var byName = await bot.Client.Messages.SendTextAsync("@eveonline", "by name", bot.Patience);

        Assert.All([byId, byName], sent => Assert.Equal(PeerId.User(eve.Id), sent.Chat.Id));
        Assert.Equal(0, bot.CountOf("contacts.resolveUsername"));
        // One at each start asks for the bot itself; none asks for Eve.
        Assert.Equal(2, bot.CountOf("users.getUsers"));
    }
}
