namespace TelegramHost.Emulator;

/// <summary>Turns what clients attach into media of messages.</summary>
internal sealed class MediaRoom(FileStore files)
{
    private readonly Dictionary<long, Schema.Document> _documents = [];

    /// <summary>The media of a message; null for <c>inputMediaEmpty</c>.</summary>
    /// <exception cref="WorldException">The file is unknown, incomplete or not what it says.</exception>
    public Schema.MessageMediaBase? Prepare(Account account, Schema.InputMediaBase media, int dcId) => media switch
    {
        Schema.InputMediaEmpty => null,
        Schema.InputMediaUploadedPhoto uploaded => Photo(files.Assemble(account, uploaded.File, dcId)),
        Schema.InputMediaUploadedDocument uploaded => Document(files.Assemble(account, uploaded.File, dcId), uploaded),
        Schema.InputMediaPhoto { Id: Schema.InputPhoto photo } =>
            Photo(files.Resolve(photo.Id, photo.AccessHash, photo.FileReference, "MEDIA_INVALID")),
        Schema.InputMediaDocument { Id: Schema.InputDocument document } =>
            Known(files.Resolve(document.Id, document.AccessHash, document.FileReference, "MEDIA_INVALID")),
        _ => throw new WorldException(400, "MEDIA_INVALID"),
    };

    /// <summary>The media with the file's present reference: the stored one may have expired.</summary>
    public Schema.MessageMediaBase? Refreshed(Schema.MessageMediaBase? media) => media switch
    {
        Schema.MessageMediaPhoto { Photo: Schema.Photo photo } when files.Find(photo.Id) is { } file => Photo(file),
        Schema.MessageMediaDocument { Document: Schema.Document document } when files.Find(document.Id) is { } file =>
            Wrap(Describe(file, document.MimeType, document.Attributes)),
        _ => media,
    };

    private static Schema.MessageMediaPhoto Photo(StoredFile file)
    {
        var (width, height) = ImageSize.Of(file.Content) ?? throw new WorldException(400, "PHOTO_INVALID_DIMENSIONS");
        return new Schema.MessageMediaPhoto
        {
            Photo = new Schema.Photo
            {
                Id = file.Id,
                AccessHash = file.AccessHash,
                FileReference = file.Reference,
                Date = file.Date,
                Sizes = [new Schema.PhotoSize { Type = "x", W = width, H = height, Size = file.Content.Length }],
                DcId = file.DcId,
            },
        };
    }

    private Schema.MessageMediaDocument Document(StoredFile file, Schema.InputMediaUploadedDocument uploaded)
    {
        var document = Describe(file, uploaded.MimeType.Length == 0 ? "application/octet-stream" : uploaded.MimeType, uploaded.Attributes);
        _documents[file.Id] = document;
        return Wrap(document);
    }

    private Schema.MessageMediaDocument Known(StoredFile file) =>
        _documents.TryGetValue(file.Id, out var document)
            ? Wrap(Describe(file, document.MimeType, document.Attributes))
            : throw new WorldException(400, "MEDIA_INVALID");

    private static Schema.MessageMediaDocument Wrap(Schema.Document document) => new()
    {
        Document = document,
        Voice = document.Attributes.OfType<Schema.DocumentAttributeAudio>().Any(audio => audio.Voice),
        Round = document.Attributes.OfType<Schema.DocumentAttributeVideo>().Any(video => video.RoundMessage),
        Video = document.Attributes.OfType<Schema.DocumentAttributeVideo>().Any(),
    };

    private static Schema.Document Describe(StoredFile file, string mimeType, Schema.DocumentAttributeBase[] attributes) => new()
    {
        Id = file.Id,
        AccessHash = file.AccessHash,
        FileReference = file.Reference,
        Date = file.Date,
        MimeType = mimeType,
        Size = file.Content.Length,
        DcId = file.DcId,
        Attributes = attributes,
    };
}
