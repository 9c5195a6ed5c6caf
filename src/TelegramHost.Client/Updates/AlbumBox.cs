using System.Diagnostics.CodeAnalysis;
using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Joins the parts of albums; everything else passes at once, and nothing of a chat overtakes an album of it that waits.</summary>
/// <remarks>
/// Pure: time comes in as an argument. "Albums … are a series of messages with the same grouped_id", at most ten.
/// Source: https://core.telegram.org/api/files#albums-grouped-media
/// </remarks>
internal sealed class AlbumBox(TimeSpan window)
{
    /// <summary>How many parts an album has at most.</summary>
    public const int MaxParts = 10;

    private readonly Queue<UpdateDelivery> _ready = new();

    // Few, in the order in which they are due.
    private readonly List<OpenAlbum> _open = [];

    /// <summary>When <see cref="HandleTimeout"/> wants to be called.</summary>
    public DateTimeOffset? NextDeadline => _open.Count == 0 ? null : _open[0].Due;

    /// <summary>Takes the next delivery that may go out.</summary>
    public bool TryTake([MaybeNullWhen(false)] out UpdateDelivery delivery) => _ready.TryDequeue(out delivery);

    /// <summary>An update comes.</summary>
    public void Handle(UpdateDelivery delivery, DateTimeOffset now)
    {
        if (window > TimeSpan.Zero && delivery.Update is NewMessage { Message: { AlbumId: { } id, Chat.Id: var chat } })
        {
            HandlePart(delivery, chat, id, now);
            return;
        }

        // Typing and presence say nothing about messages, so they don't end an album.
        if (delivery.Update is not (UserTyping or UserStatus))
            CloseWhatItFollows(delivery.Update);
        _ready.Enqueue(delivery);
    }

    /// <summary>Time has passed.</summary>
    public void HandleTimeout(DateTimeOffset now)
    {
        while (_open.Count > 0 && _open[0].Due <= now)
            Close(_open[0]);
    }

    private void HandlePart(UpdateDelivery delivery, PeerId chat, long id, DateTimeOffset now)
    {
        var album = _open.Find(open => open.Chat == chat);
        if (album is not null && album.Id != id)
        {
            Close(album);
            album = null;
        }

        if (album is null)
            _open.Add(album = new OpenAlbum(chat, id, now + window));
        album.Parts.Add(delivery);
        if (album.Parts.Count == MaxParts)
            Close(album);
    }

    private void CloseWhatItFollows(Update update)
    {
        // Deletions outside channels don't name their chat.
        foreach (var album in _open.FindAll(open => open.Chat == update.ChatId || update is MessagesDeleted { Channel: null }))
            Close(album);
    }

    private void Close(OpenAlbum album)
    {
        _open.Remove(album);
        _ready.Enqueue(album.Parts.Count == 1 ? album.Parts[0] : Joined(album.Parts));
    }

    private static UpdateDelivery Joined(List<UpdateDelivery> parts)
    {
        var album = new Album { Messages = [.. parts.Select(part => ((NewMessage)part.Update).Message)] };
        album.ArrivedInParts([.. parts.SelectMany(part => part.Update.Parts)], parts.Exists(part => part.Update.MayBeRepeat));
        return new UpdateDelivery(album, () => parts.ForEach(part => part.Complete()));
    }

    private sealed record OpenAlbum(PeerId Chat, long Id, DateTimeOffset Due)
    {
        public List<UpdateDelivery> Parts { get; } = [];
    }
}
