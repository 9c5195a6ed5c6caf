using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Updates;

namespace TelegramHost.Client.Tests.Updates;

public sealed class AlbumBoxTests
{
    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(300);
    private readonly AlbumBox _box = new(s_window);
    private readonly List<int> _completed = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Parts_WithinTheWindow_ComeAsOneAlbumInTheirOrder_AndAreCompletedTogether()
    {
        Handle(Part(1, album: 5), Part(2, album: 5));
        Advance(299);
        Handle(Part(3, album: 5));
        Assert.Empty(Take());
        Advance(1);

        var delivery = Assert.Single(Take());
        Assert.Equal([1, 2, 3], Assert.IsType<Album>(delivery.Update).Messages.Select(message => message.Id));
        Assert.Empty(_completed);
        delivery.Complete();
        Assert.Equal([1, 2, 3], _completed);
    }

    [Fact]
    public void TenthPart_EndsTheWait()
    {
        Handle([.. Enumerable.Range(1, AlbumBox.MaxParts).Select(id => Part(id, album: 5))]);

        Assert.Equal(AlbumBox.MaxParts, Assert.IsType<Album>(Assert.Single(Take()).Update).Messages.Count);
        Assert.Null(_box.NextDeadline);
    }

    [Fact]
    public void SinglePart_ComesAsAMessage()
    {
        Handle(Part(1, album: 5));
        Advance(300);

        Assert.IsType<NewMessage>(Assert.Single(Take()).Update);
    }

    [Fact]
    public void NextMessageOfTheChat_EndsTheAlbumBeforeIt()
    {
        Handle(Part(1, album: 5), Part(2, album: 5), Part(3));

        Assert.Equal([typeof(Album), typeof(NewMessage)], Take().Select(delivery => delivery.Update.GetType()));
    }

    [Fact]
    public void NextAlbumOfTheChat_EndsTheOneBeforeIt()
    {
        Handle(Part(1, album: 5), Part(2, album: 5), Part(3, album: 6), Part(4, album: 6));
        Advance(300);

        Assert.Equal([[1, 2], [3, 4]], Take().Select(delivery => ((Album)delivery.Update).Messages.Select(message => message.Id)));
    }

    [Fact]
    public void OtherChats_AreNotHeldUp_AndEndNoAlbum()
    {
        Handle(Part(1, album: 5), Part(7, chat: 2), Part(2, album: 5));

        Assert.Equal(7, ((NewMessage)Assert.Single(Take()).Update).Message.Id);
        Advance(300);
        Assert.Equal(2, ((Album)Assert.Single(Take()).Update).Messages.Count);
    }

    [Fact]
    public void Deletion_WithoutAChat_DoesNotOvertakeAnAlbum()
    {
        Handle(Part(1, album: 5), Part(2, album: 5));
        _box.Handle(new UpdateDelivery(new MessagesDeleted { MessageIds = [2] }), _now);

        Assert.Equal([typeof(Album), typeof(MessagesDeleted)], Take().Select(delivery => delivery.Update.GetType()));
    }

    [Fact]
    public void Typing_OfTheChat_EndsNoAlbum()
    {
        Handle(Part(1, album: 5));
        var chat = new Chat { Id = PeerId.User(1), Kind = ChatKind.Private };
        _box.Handle(new UpdateDelivery(new UserTyping { Chat = chat, Action = new Schema.SendMessageTypingAction() }), _now);

        Assert.IsType<UserTyping>(Assert.Single(Take()).Update);
        Handle(Part(2, album: 5));
        Advance(300);
        Assert.IsType<Album>(Assert.Single(Take()).Update);
    }

    [Fact]
    public void WindowOfZero_LetsEachPartThrough()
    {
        var box = new AlbumBox(TimeSpan.Zero);

        box.Handle(Part(1, album: 5), _now);

        Assert.True(box.TryTake(out var delivery));
        Assert.IsType<NewMessage>(delivery.Update);
    }

    [Fact]
    public void Album_WithAPartThatMayBeARepeat_MayBeOne()
    {
        var suspect = Part(2, album: 5);
        suspect.Update.Arrived(null, mayBeRepeat: true);

        Handle(Part(1, album: 5), suspect);
        Advance(300);

        Assert.True(Assert.Single(Take()).Update.MayBeRepeat);
    }

    private void Handle(params UpdateDelivery[] deliveries)
    {
        foreach (var delivery in deliveries)
            _box.Handle(delivery, _now);
    }

    private void Advance(int milliseconds)
    {
        _now += TimeSpan.FromMilliseconds(milliseconds);
        _box.HandleTimeout(_now);
    }

    private List<UpdateDelivery> Take()
    {
        var taken = new List<UpdateDelivery>();
        while (_box.TryTake(out var delivery))
            taken.Add(delivery);
        return taken;
    }

    private UpdateDelivery Part(int id, long? album = null, long chat = 1) => new(
        new NewMessage { Message = new Message { Id = id, Chat = new Chat { Id = PeerId.User(chat), Kind = ChatKind.Private }, AlbumId = album } },
        () => _completed.Add(id));
}
