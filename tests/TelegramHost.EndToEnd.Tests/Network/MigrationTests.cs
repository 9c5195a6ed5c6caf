using System.Buffers.Binary;
using System.Net.Sockets;
using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Updates;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>Accounts and files that live in another data centre than the one that is asked first.</summary>
public sealed class MigrationTests : IDisposable
{
    private const int First = 2;
    private const int Other = 4;

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;
    private readonly BotRig _rig = new(new EmulatorOptions { DataCenter = First, FurtherDataCenters = [1, Other], Strict = true });

    private CancellationToken Patience => _patience.Token;

    public void Dispose()
    {
        _patience.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Bot_ThatLivesElsewhere_LogsInThereAndHasItsUpdatesThere()
    {
        await using var rig = _rig;
        rig.Emulator.World.SetDataCenter(rig.Bot, Other);
        await using var client = TelegramClient.Create(rig.Options());

        await client.ConnectAsync(Patience);
        await using var updates = client.Updates.GetAsyncEnumerator(Patience);
        await rig.Emulator.World.SendTextAsync(rig.Person, rig.Bot, "/start", cancellationToken: Patience);

        Assert.True(await updates.MoveNextAsync());
        Assert.Equal("/start", Assert.IsType<NewMessage>(updates.Current).Message.Text);
        Assert.Equal(["USER_MIGRATE_4"], Migrations());
        Assert.Equal(2, rig.CountOf("auth.importBotAuthorization"));
        Assert.Empty(LoginsAt(First));
        Assert.Equal([rig.Bot.Id], LoginsAt(Other));
        Assert.Empty(rig.Emulator.Find(1).Keys.All);
        Assert.Empty(rig.Emulator.Offences);
    }

    [Fact]
    public async Task BotThatIsSentAway_ThoughItLivesHere_StaysAndIsServed()
    {
        await using var rig = _rig;
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        rig.Emulator.Faults.Refuse("users.getUsers", 303, $"USER_MIGRATE_{Other}");

        var me = await client.GetMeAsync(Patience);

        Assert.Equal(rig.Bot.Id, me.Id);
        Assert.Contains($"USER_MIGRATE_{First}", Migrations());
        Assert.Empty(LoginsAt(Other));
    }

    [Fact]
    public async Task LoginOfABot_IsCarriedToOtherDataCenters_AndNeverToItsOwn_EvenAfterItHasMoved()
    {
        await using var rig = _rig;
        rig.Emulator.World.SetDataCenter(rig.Bot, Other);
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);

        await AskAsync(Other);
        Assert.Equal(0, rig.CountOf("auth.exportAuthorization"));
        await Task.WhenAll(AskAsync(First), AskAsync(1), AskAsync(First), AskAsync(Other));

        Assert.Equal((2, 2), (rig.CountOf("auth.exportAuthorization"), rig.CountOf("auth.importAuthorization")));
        Assert.All([1, First, Other], dc => Assert.Equal([rig.Bot.Id], LoginsAt(dc)));
        // An export to the data centre that is asked for it would have been one.
        Assert.Empty(rig.Emulator.Offences);
        Assert.DoesNotContain(rig.Emulator.Wire.Records, record => record.Json.Contains("DC_ID_INVALID", StringComparison.Ordinal));

        async Task AskAsync(int dc)
        {
            var self = new Schema.UsersGetUsersRequest { Id = [new Schema.InputUserSelf()] };
            var users = await client.InvokeAsync(self, new InvokeOptions { DataCenter = dc }, Patience);
            Assert.Equal(rig.Bot.Id, Assert.IsType<Schema.User>(Assert.Single(users)).Id);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Login_WhoseTicketIsUsedUpByAnImportThatNobodyHeardOf_IsCarriedWithAnotherOne_Once(int lost)
    {
        await using var rig = _rig;
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        rig.Emulator.Faults.RefuseAfterwards("auth.importAuthorization", 400, "AUTH_BYTES_INVALID", lost);

        var asking = client.InvokeAsync(
            new Schema.UsersGetUsersRequest { Id = [new Schema.InputUserSelf()] }, new InvokeOptions { DataCenter = Other }, Patience);

        if (lost == 1)
            Assert.Equal(rig.Bot.Id, Assert.IsType<Schema.User>(Assert.Single(await asking)).Id);
        else
            Assert.Equal("AUTH_BYTES_INVALID", (await Assert.ThrowsAsync<RpcException>(() => asking)).Error);
        Assert.Equal((2, 2), (rig.CountOf("auth.exportAuthorization"), rig.CountOf("auth.importAuthorization")));
    }

    [Fact]
    public async Task Bot_ThatHasMoved_StartsAgainAtItsHomeWithoutASecondLogin()
    {
        await using var rig = _rig;
        rig.Emulator.World.SetDataCenter(rig.Bot, Other);
        var options = rig.Options();
        options.Session = new SessionOptions { Path = Path.Combine(_folder, "bot.session") };
        await using (var client = TelegramClient.Create(options))
            await client.ConnectAsync(Patience);
        var home = Assert.Single(rig.Emulator.Find(Other).Keys.All).Id;
        var before = rig.Emulator.Wire.Records[^1].Sequence;

        await using var again = TelegramClient.Create(options);
        await again.ConnectAsync(Patience);
        var me = await again.GetMeAsync(Patience);

        Assert.Equal(rig.Bot.Id, me.Id);
        Assert.Equal(2, rig.CountOf("auth.importBotAuthorization"));
        // Everything was said with the key of the new home: nobody knocked at the old one.
        Assert.Equal([home], rig.Emulator.Wire.Records.Where(record => record.Sequence > before).Select(record => record.AuthKeyId).Distinct());
    }

    [Fact]
    public async Task Person_WhoLivesElsewhere_LogsInThereByPhone()
    {
        await using var rig = _rig;
        rig.Emulator.World.SetDataCenter(rig.Person, Other);
        await using var client = TelegramClient.Create(PersonOptions());
        await client.ConnectAsync(Patience);

        var me = await SignInAsync(client);

        Assert.Equal(rig.Person.Id, me.Id);
        Assert.Equal(rig.Person.Id, (await client.GetMeAsync(Patience)).Id);
        Assert.Equal(["PHONE_MIGRATE_4"], Migrations());
        Assert.Equal(1, rig.CountOf("auth.signIn"));
        Assert.Empty(LoginsAt(First));
        Assert.Equal([rig.Person.Id], LoginsAt(Other));
    }

    [Fact]
    public async Task File_ThatLiesElsewhere_IsReadThereWithALoginThatIsCarriedOverOnce()
    {
        await using var rig = _rig;
        rig.Emulator.World.SetDataCenter(rig.Person, Other);
        await using var bot = TelegramClient.Create(rig.Options());
        await bot.ConnectAsync(Patience);
        await using var updates = bot.Updates.GetAsyncEnumerator(Patience);
        var content = new byte[100_000];
        new Random(1).NextBytes(content);
        await using var person = TelegramClient.Create(PersonOptions());
        await person.ConnectAsync(Patience);
        await SignInAsync(person);
        await SendDocumentAsync(person, content);
        Assert.True(await updates.MoveNextAsync());
        var document = DocumentOf(Assert.IsType<NewMessage>(updates.Current));
        Assert.Equal(Other, document.DcId);

        var parts = await Task.WhenAll(ReadAsync(bot, document, 0), ReadAsync(bot, document, 65536));

        Assert.Equal(content, parts.SelectMany(part => part));
        Assert.Equal(1, rig.CountOf("auth.exportAuthorization"));
        Assert.Equal(1, rig.CountOf("auth.importAuthorization"));
        Assert.Equal([rig.Bot.Id], LoginsAt(First));
        Assert.Equal([rig.Bot.Id, rig.Person.Id], LoginsAt(Other).Order().Reverse());

        // The other data centre forgets the visitor, who does not notice.
        foreach (var key in rig.Emulator.Find(Other).Keys.All.Where(key => key.Login.Account?.Id == rig.Bot.Id))
            key.Login.Account = null;
        Assert.Equal(content[..65536], await ReadAsync(bot, document, 0));
        Assert.Equal(2, rig.CountOf("auth.exportAuthorization"));
    }

    [Fact]
    public async Task Key_OfOneDataCenter_IsUnknownAtAnother()
    {
        await using var rig = _rig;
        await using var client = TelegramClient.Create(rig.Options());
        await client.ConnectAsync(Patience);
        var key = Assert.Single(rig.Emulator.Find(First).Keys.All);
        using var socket = new TcpClient();
        await socket.ConnectAsync(rig.Emulator.EndPointOf(Other), Patience);
        var stream = socket.GetStream();

        // Intermediate transport: tag, length, then auth_key_id, msg_key and 48 bytes that nobody will open.
        var packet = new byte[4 + 4 + 72];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, 0xeeeeeeee);
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(4), 72);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(8), key.Id);
        await stream.WriteAsync(packet, Patience);
        var answer = new byte[8];
        await stream.ReadExactlyAsync(answer, Patience);

        Assert.Equal(4, BinaryPrimitives.ReadInt32LittleEndian(answer));
        Assert.Equal(-404, BinaryPrimitives.ReadInt32LittleEndian(answer.AsSpan(4)));
    }

    [Fact]
    public async Task Endpoint_OfAnotherDataCenterThanTheSettingSays_IsFatalAndNamesTheSetting()
    {
        await using var rig = _rig;
        var options = rig.Options(rig.Emulator.EndPointOf(Other).ToString());
        await using var client = TelegramClient.Create(options);

        var exception = await Assert.ThrowsAsync<TransportException>(() => client.ConnectAsync(Patience));

        Assert.Contains("Telegram:Connection:DataCenter", exception.Message, StringComparison.Ordinal);
    }

    private TelegramClientOptions PersonOptions()
    {
        var options = _rig.Options();
        options.BotToken = null;
        return options;
    }

    private async Task<Client.Model.User> SignInAsync(TelegramClient client)
    {
        var code = await client.Auth.SendCodeAsync("+10000000001", Patience);
        return Assert.IsType<SignInResult.SignedIn>(await client.Auth.SignInAsync(code, "12345", Patience)).User;
    }

    private async Task SendDocumentAsync(TelegramClient person, byte[] content)
    {
        var found = await person.InvokeAsync(new Schema.ContactsResolveUsernameRequest { Username = "some_bot" }, Patience);
        var bot = Assert.IsType<Schema.User>(Assert.Single(found.Users));
        await person.InvokeAsync(new Schema.UploadSaveFilePartRequest { FileId = 7, FilePart = 0, Bytes = content }, Patience);
        await person.InvokeAsync(
            new Schema.MessagesSendMediaRequest
            {
                Peer = new Schema.InputPeerUser { UserId = bot.Id, AccessHash = bot.AccessHash ?? 0 },
                Media = new Schema.InputMediaUploadedDocument
                {
                    File = new Schema.InputFile { Id = 7, Parts = 1, Name = "noise.bin", Md5Checksum = "" },
                    MimeType = "application/octet-stream",
                    Attributes = [new Schema.DocumentAttributeFilename { FileName = "noise.bin" }],
                },
                Message = "",
                RandomId = 7,
            },
            Patience);
    }

    private static Schema.Document DocumentOf(NewMessage update)
    {
        var media = Assert.IsType<Schema.MessageMediaDocument>(Assert.IsType<Schema.Message>(update.Message.Raw).Media);
        return Assert.IsType<Schema.Document>(media.Document);
    }

    private async Task<byte[]> ReadAsync(TelegramClient client, Schema.Document document, int offset)
    {
        var location = new Schema.InputDocumentFileLocation
        {
            Id = document.Id,
            AccessHash = document.AccessHash,
            FileReference = document.FileReference,
            ThumbSize = "",
        };
        var part = await client.InvokeAsync(new Schema.UploadGetFileRequest { Location = location, Offset = offset, Limit = 65536 }, Patience);
        return Assert.IsType<Schema.UploadFile>(part).Bytes;
    }

    private List<long> LoginsAt(int dataCenter) =>
        [.. _rig.Emulator.Find(dataCenter).Keys.All.Select(key => key.Login.Account?.Id).OfType<long>()];

    /// <summary>Where the server sent clients on, oldest first.</summary>
    private List<string> Migrations() =>
        [.. _rig.Emulator.Wire.Records.Where(record => record.Name == "rpc_error" && record.Json.Contains("_MIGRATE_", StringComparison.Ordinal))
            .Select(record => record.Json.Split('"').Single(word => word.Contains("_MIGRATE_", StringComparison.Ordinal)))];
}
