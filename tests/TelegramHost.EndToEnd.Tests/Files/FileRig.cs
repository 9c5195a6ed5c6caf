using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.Emulator;
using TelegramHost.EndToEnd.Tests.Network;
using TelegramHost.Schema;

namespace TelegramHost.EndToEnd.Tests.Files;

/// <summary>A bot that is connected, and files for it.</summary>
internal sealed class FileRig : IAsyncDisposable
{
    public const int Cdn = 203;

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(3));

    private FileRig(BotRig bot, TelegramClient client) => (Bot, Client) = (bot, client);

    public BotRig Bot { get; }

    public TelegramClient Client { get; }

    public TelegramEmulator Emulator => Bot.Emulator;

    public CancellationToken Patience => _patience.Token;

    /// <summary>A rig over pipes in memory; the client's waits, if a clock is given, are virtual.</summary>
    public static async Task<FileRig> StartAsync(
        int? cdn = null, TimeProvider? time = null, Action<TelegramClientOptions>? configure = null, int cdnFilesFrom = 0,
        Func<IConnector, IConnector>? way = null, params int[] further)
    {
        var bot = new BotRig(new EmulatorOptions { Strict = true, CdnDataCenter = cdn, CdnFilesFrom = cdnFilesFrom, FurtherDataCenters = further, TimeProvider = time ?? TimeProvider.System });
        var options = bot.Options();
        options.Updates.Enabled = false;
        configure?.Invoke(options);
        var connector = way is null ? bot.Emulator.Connector : way(bot.Emulator.Connector);
        var rig = new FileRig(bot, new TelegramClient(options, connector, new MemorySessionStore(), timeProvider: time));
        await rig.Client.ConnectAsync(rig.Patience);
        return rig;
    }

    public static byte[] Noise(int size)
    {
        var noise = new byte[size];
        new Random(size).NextBytes(noise);
        return noise;
    }

    /// <summary>A file that is at Telegram already, and where.</summary>
    public InputDocumentFileLocation Place(byte[] content, int dc = 2)
    {
        lock (Emulator.World.Gate)
        {
            var file = Emulator.World.Files.Add(content, dc);
            return new InputDocumentFileLocation { Id = file.Id, AccessHash = file.AccessHash, FileReference = file.Reference, ThumbSize = "" };
        }
    }

    /// <summary>Sends an uploaded file to the person, who must have started the bot, and answers the document that came of it.</summary>
    public async Task<Document> SendAsync(UploadedFile file)
    {
        await Emulator.World.SendTextAsync(Bot.Person, Bot.Bot, "/start", cancellationToken: Patience);
        var request = new MessagesSendMediaRequest
        {
            Peer = new InputPeerUser { UserId = Bot.Person.Id, AccessHash = HashOfPerson() },
            Media = new InputMediaUploadedDocument { File = file.InputFile, MimeType = "application/octet-stream", Attributes = [] },
            Message = "",
            RandomId = 1,
        };
        var updates = Assert.IsType<Schema.Updates>(await Client.Files.UseAsync(file, token => Client.InvokeAsync(request, token), Patience));
        var message = Assert.IsType<Message>(Assert.Single(updates.UpdatesValue.OfType<UpdateNewMessage>()).Message);
        return Assert.IsType<Document>(Assert.IsType<MessageMediaDocument>(message.Media).Document);
    }

    /// <summary>All of a file, as it was handed out.</summary>
    public async Task<byte[]> ReadAsync(InputFileLocationBase location, long offset = 0, long? size = null)
    {
        using var memory = new MemoryStream();
        await Client.Files.DownloadAsync(location, 2, memory, offset, size, cancellationToken: Patience);
        return memory.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Bot.DisposeAsync();
        _patience.Dispose();
    }

    private long HashOfPerson()
    {
        lock (Emulator.World.Gate)
            return Emulator.World.Roster.AccessHash(Bot.Bot.Account, Bot.Person);
    }
}
