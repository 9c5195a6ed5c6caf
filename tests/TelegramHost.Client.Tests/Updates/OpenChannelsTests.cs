using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;

namespace TelegramHost.Client.Tests.Updates;

/// <summary>What is open stays open, whichever run of the client it is.</summary>
public sealed class OpenChannelsTests : UpdatePumpRig
{
    private readonly OpenChannels _open = new();
    private readonly List<(long Channel, int Pts)> _asked = [];

    public OpenChannelsTests()
    {
        foreach (var id in new[] { 7L, 8L })
            _peers.Learn(new Channel { Id = id, AccessHash = id, Title = "News", Photo = new ChatPhotoEmpty(), Date = 0, Left = true });
        _answer = request =>
        {
            if (request is ChannelsGetFullChannelRequest { Channel: InputChannel asked })
                return Full(asked.ChannelId, asked.ChannelId * 10);
            if (request is not UpdatesGetChannelDifferenceRequest { Channel: InputChannel channel } difference)
                return new InvalidOperationException(request.MethodName);
            lock (_asked)
                _asked.Add((channel.ChannelId, difference.Pts));
            return new UpdatesChannelDifferenceEmpty { Final = true, Pts = difference.Pts, Timeout = 20 };
        };
    }

    [Fact]
    public async Task ChannelOpenedBefore_IsAskedOnceTheUpdatesRun_AndOneClosedBeforeIsNot()
    {
        _open.Open(7, 100, isGuest: true);
        _open.Open(8, 200, isGuest: true);
        _open.Open(8, 200, isGuest: true);
        _open.Open(7, 100, isGuest: true);
        _open.Close(7);
        _open.Close(8);
        _open.Close(8);

        _open.Use(_pump);

        await Until(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Asked >= 2;
        });
        // Where it stands is asked for anew: what was known at its opening may be long ago.
        Assert.Equal([(7L, 70), (7L, 70)], _asked.Take(2));
    }

    private static MessagesChatFull Full(long id, long pts) => new()
    {
        FullChat = new ChannelFull
        {
            Id = id, About = "", ReadInboxMaxId = 0, ReadOutboxMaxId = 0, UnreadCount = 0, ChatPhoto = new PhotoEmpty { Id = 0 }, NotifySettings = new PeerNotifySettings(), BotInfo = [], Pts = (int)pts,
        },
        Chats = [],
        Users = [],
    };

    private int Asked
    {
        get
        {
            lock (_asked)
                return _asked.Count;
        }
    }
}
