using TelegramHost.Schema;

namespace TelegramHost.Benchmarks.Tl;

/// <summary>What a busy bot receives.</summary>
internal static class SampleUpdates
{
    private static readonly string[] Texts =
    [
        "/start",
        "Good morning! Did anybody look at the report that was sent round yesterday evening? There are two open questions in it.",
        "Привет! Встреча переносится на четверг, 15:30, переговорная на третьем этаже. Захватите, пожалуйста, распечатки.",
        "ok 👍",
        "The build is green again. Thanks to everybody who helped to find the cause, it was indeed the cache on the second machine, "
            + "which kept an old copy of the settings. It is switched off now, and a test watches over it from today on.",
    ];

    /// <summary>Posts of a news channel: long texts, each with a picture.</summary>
    public static Schema.Updates CreatePosts(int count)
    {
        var random = new Random(228);
        var text = string.Concat(Enumerable.Repeat(Texts[2] + "\n\n" + Texts[4] + "\n", 3));
        var updates = new UpdateBase[count];
        for (var i = 0; i < count; i++)
        {
            var post = new Message
            {
                Post = true,
                Id = 5_000 + i,
                PeerId = new PeerChannel { ChannelId = 1_500_000_000 },
                Date = 1_760_000_000 + i,
                MessageValue = text,
                Media = new MessageMediaPhoto { Photo = CreatePhoto(random) },
                PostAuthor = "The editors",
            };
            updates[i] = new UpdateNewMessage { Message = post, Pts = 1000 + i, PtsCount = 1 };
        }

        return new Schema.Updates { UpdatesValue = updates, Users = [], Chats = [CreateChannel(random)], Date = 1_760_000_000, Seq = 0 };
    }

    /// <summary>Short messages of a group, with their senders.</summary>
    public static Schema.Updates CreateChat(int count)
    {
        var random = new Random(228);
        var updates = new UpdateBase[count];
        for (var i = 0; i < count; i++)
            updates[i] = new UpdateNewMessage { Message = CreateMessage(i, random), Pts = 1000 + i, PtsCount = 1 };
        var users = Enumerable.Range(0, Math.Max(1, count / 2)).Select(i => (UserBase)CreateUser(i, random)).ToArray();
        return new Schema.Updates { UpdatesValue = updates, Users = users, Chats = [CreateChannel(random)], Date = 1_760_000_000, Seq = 0 };
    }

    private static Message CreateMessage(int i, Random random)
    {
        var message = new Message
        {
            Id = 5_000 + i,
            FromId = new PeerUser { UserId = 5_000_000_000 + (i / 2) },
            PeerId = new PeerChannel { ChannelId = 1_500_000_000 },
            Date = 1_760_000_000 + i,
            MessageValue = Texts[i % Texts.Length],
            Out = i % 7 == 0,
            Silent = i % 5 == 0,
        };
        if (i % 2 == 1)
            message.Entities = [new MessageEntityBold { Offset = 0, Length = 4 }, new MessageEntityTextUrl { Offset = 6, Length = 3, Url = "https://example.org/report" }];
        if (i % 3 == 0)
            message.ReplyTo = new MessageReplyHeader { ReplyToMsgId = 4_990 + i };
        if (i % 5 == 2)
            message.ReplyMarkup = new ReplyInlineMarkup { Rows = [new KeyboardButtonRow { Buttons = [Button("Yes", 1), Button("No", 2)] }] };
        if (i % 5 == 4)
            message.Media = new MessageMediaPhoto { Photo = CreatePhoto(random) };
        return message;
    }

    private static KeyboardButtonCallback Button(string text, byte data) => new() { Text = text, Data = [data, 0, 0, 7] };

    private static Photo CreatePhoto(Random random) => new()
    {
        Id = random.NextInt64(),
        AccessHash = random.NextInt64(),
        FileReference = Bytes(random, 37),
        Date = 1_760_000_000,
        Sizes =
        [
            new PhotoStrippedSize { Type = "i", Bytes = Bytes(random, 290) },
            new PhotoSize { Type = "m", W = 320, H = 240, Size = 20_000 },
            new PhotoSize { Type = "x", W = 800, H = 600, Size = 90_000 },
        ],
        DcId = 2,
    };

    private static User CreateUser(int i, Random random) => new()
    {
        Id = 5_000_000_000 + i,
        AccessHash = random.NextInt64(),
        FirstName = i % 2 == 0 ? "Александра" : "Maximilian",
        LastName = i % 3 == 0 ? null : "Winter",
        Username = "some_user_" + i,
        Photo = new UserProfilePhoto { PhotoId = random.NextInt64(), StrippedThumb = Bytes(random, 120), DcId = 2 },
        Status = new UserStatusRecently(),
    };

    private static Channel CreateChannel(Random random) => new()
    {
        Megagroup = true,
        Id = 1_500_000_000,
        AccessHash = random.NextInt64(),
        Title = "The reading circle of the second floor",
        Photo = new ChatPhoto { PhotoId = random.NextInt64(), StrippedThumb = Bytes(random, 120), DcId = 2 },
        Date = 1_700_000_000,
    };

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
