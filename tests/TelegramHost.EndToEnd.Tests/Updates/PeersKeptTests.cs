using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;
using TelegramHost.EndToEnd.Tests.Login;
using TelegramHost.Schema;

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

    [Fact]
    public async Task Contact_MetBeforeARestart_IsWrittenToByPhoneNumber_WithoutAskingTheServer()
    {
        await using var rig = new PersonRig();
        var eve = rig.Emulator.World.AddUser("Eve", "+10000000002");
        var options = rig.Options(Path.Combine(_folder, "ada.session"));
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        await using (var first = rig.Client(options))
        {
            await first.ConnectAsync(rig.Patience);
            await first.InvokeAsync(
                new ContactsImportContactsRequest { Contacts = [new InputPhoneContact { ClientId = 1, Phone = "+10000000002", FirstName = "Eve", LastName = "" }] },
                rig.Patience);
        }

        await using var second = rig.Client(options);
        await second.ConnectAsync(rig.Patience);
        var sent = await second.Messages.SendTextAsync("+1 000 000 0002", "by phone", rig.Patience);

        Assert.Equal(PeerId.User(eve.Id), sent.Chat.Id);
        Assert.Equal(0, rig.CountOf("contacts.resolvePhone"));
    }

    [Fact]
    public async Task PhoneNumber_OfSomebodyNotMetYet_IsAskedFor()
    {
        await using var rig = new PersonRig();
        var eve = rig.Emulator.World.AddUser("Eve", "+10000000002");
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        await using var client = rig.Client();
        await client.ConnectAsync(rig.Patience);

        Assert.Equal(PeerId.User(eve.Id), (await client.Messages.SendTextAsync("+10000000002", "hello", rig.Patience)).Chat.Id);
        await Assert.ThrowsAsync<PeerNotFoundException>(() => client.Messages.SendTextAsync("+10000000003", "hello", rig.Patience));
    }
}
