using TelegramHost.Emulator.Layers;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Layers;

/// <summary>Objects of the world's layer in layer 227 and back, by nothing but the two schemas.</summary>
public class LayerTranscoderTests
{
    private static readonly LayerCatalog Catalog = LayerCatalog.Load(folder: null);
    private static readonly SchemaLayer Newest = Catalog.Newest;
    private static readonly SchemaLayer Older = Catalog.Resolve(227);

    [Fact]
    public void Catalog_HasBothBuiltInLayers_AndChoosesTheNearestOlderOne()
    {
        Assert.Equal(228, Newest.Number);
        Assert.Equal(227, Older.Number);
        Assert.Same(Newest, Catalog.Resolve(0));
        Assert.Same(Newest, Catalog.Resolve(300));
        Assert.Same(Older, Catalog.Resolve(100));
    }

    [Fact]
    public void User_InTheOlderLayer_HasItsConstructorAndTheSameFields()
    {
        var user = new Schema.User
        {
            Self = true,
            Bot = true,
            Id = 1L << 40,
            AccessHash = -5,
            FirstName = "Zoë",
            Username = "zoe_bot",
            BotInfoVersion = 3,
        };

        var older = Convert(user);

        Assert.Equal("user", older.Name);
        Assert.NotEqual(Schema.User.Constructor, older.Definition.Id);
        Assert.Equal(1L << 40, older["id"]);
        Assert.Equal(true, older["self"]);
        Assert.Null(older["contact"]);
        AssertReturns(user, older);
    }

    [Fact]
    public void Message_InTheOlderLayer_KeepsTextEntitiesAndKeyboard()
    {
        var message = new Schema.Message
        {
            Out = true,
            Id = 17,
            PeerId = new Schema.PeerUser { UserId = 5 },
            FromId = new Schema.PeerUser { UserId = 6 },
            Date = 1_900_000_000,
            MessageValue = "hello 👋",
            Entities = [new Schema.MessageEntityBold { Offset = 0, Length = 5 }],
            ReplyMarkup = new Schema.ReplyInlineMarkup
            {
                Rows = [new Schema.KeyboardButtonRow { Buttons = [new Schema.KeyboardButtonCallback { Text = "Press", Data = [1, 2] }] }],
            },
        };

        var older = Convert(message);

        Assert.Equal("hello 👋"u8.ToArray(), older["message"]);
        AssertReturns(message, older);
    }

    [Fact]
    public void Updates_InTheOlderLayer_KeepTheirOrder()
    {
        var updates = new Schema.Updates
        {
            UpdatesValue =
            [
                new Schema.UpdateMessageID { Id = 1, RandomId = 99 },
                new Schema.UpdateDeleteMessages { Messages = [1, 2, 3], Pts = 7, PtsCount = 3 },
            ],
            Users = [new Schema.UserEmpty { Id = 3 }],
            Chats = [],
            Date = 5,
            Seq = 6,
        };

        AssertReturns(updates, Convert(updates));
    }

    [Fact]
    public void Config_IsTheSameInBothLayers()
    {
        var nearest = new Schema.NearestDc { Country = "DE", ThisDc = 2, NearestDcValue = 2 };

        Assert.Equal(Bytes(nearest), NodeWriter.Write(Convert(nearest)));
    }

    [Fact]
    public void Call_OfTheOlderLayer_BecomesOneOfTheNewest()
    {
        var newest = new Schema.MessagesSendMessageRequest
        {
            Peer = new Schema.InputPeerUser { UserId = 5, AccessHash = 6 },
            Message = "hi",
            RandomId = 77,
        };
        var older = NodeWriter.Write(Convert(newest));

        var back = new LayerTranscoder(Newest).Convert(new NodeReader(Older).Read(older))!;

        Assert.Equal(Bytes(newest), NodeWriter.Write(back));
    }

    [Fact]
    public void VectorAnswer_IsConvertedByTheFunctionsResult()
    {
        var type = Newest.FindFunction("users.getUsers")!.Result;
        using var buffer = new TlBuffer();
        var writer = new TlWriter(buffer);
        writer.WriteVectorHeader(2);
        new Schema.User { Id = 1 }.Write(ref writer);
        new Schema.UserEmpty { Id = 2 }.Write(ref writer);
        writer.Flush();

        var value = new NodeReader(Newest).Read(buffer.Written, type);
        var converted = new LayerTranscoder(Older).Convert(value, type)!;
        var back = (List<object?>)new NodeReader(Older).Read(NodeWriter.Write(converted, type), type);

        Assert.Equal(["user", "userEmpty"], back.Select(item => ((TlNode)item!).Name));
    }

    [Fact]
    public void Constructor_ThatTheTargetLacks_IsLeftOutOfAVectorAndReported()
    {
        var old = LayerOf("""
            // LAYER 5
            peerUser#59511722 user_id:long = Peer;
            holder#00000001 peers:Vector<Peer> = Holder;
            """);
        var current = LayerOf("""
            // LAYER 6
            peerUser#59511722 user_id:long = Peer;
            peerStar#00000009 star_id:long = Peer;
            holder#00000001 peers:Vector<Peer> = Holder;
            """);
        var peers = new List<object?> { Node(current, "peerStar", 1L), Node(current, "peerUser", 2L) };
        var losses = new List<string>();

        var converted = new LayerTranscoder(old, losses.Add).Convert(Node(current, "holder", peers))!;

        Assert.Equal("peerUser", ((TlNode)Assert.Single((List<object?>)converted["peers"]!)!).Name);
        Assert.NotEmpty(losses);
    }

    [Fact]
    public void Constructor_ThatTheTargetLacks_BecomesTheUnsupportedOneOfItsFamily()
    {
        var old = LayerOf("""
            // LAYER 5
            mediaUnsupported#00000001 = Media;
            note#00000002 flags:# media:flags.0?Media text:string = Note;
            """);
        var current = LayerOf("""
            // LAYER 6
            mediaHologram#00000003 depth:int = Media;
            note#00000002 flags:# media:flags.0?Media text:string = Note;
            """);
        var note = Node(current, "note", 0, Node(current, "mediaHologram", 3), "x"u8.ToArray());

        var converted = new LayerTranscoder(old).Convert(note)!;

        Assert.Equal("mediaUnsupported", ((TlNode)converted["media"]!).Name);
    }

    [Fact]
    public void FieldsThatShareAFlag_AreAllWrittenOrNone()
    {
        var old = LayerOf("""
            // LAYER 5
            faceRound#00000001 = Face;
            faceSquare#00000002 = Face;
            card#00000003 flags:# title:flags.0?string size:flags.0?int face:flags.1?Face name:flags.1?string = Card;
            """);
        var current = LayerOf("""
            // LAYER 6
            faceRound#00000001 = Face;
            faceSquare#00000002 = Face;
            faceStar#00000004 = Face;
            card#00000003 flags:# title:flags.0?string face:flags.1?Face name:flags.1?string = Card;
            """);
        var card = Node(current, "card", 0, "x"u8.ToArray(), Node(current, "faceStar"), "y"u8.ToArray());
        var losses = new List<string>();

        var converted = new NodeReader(old).Read(NodeWriter.Write(new LayerTranscoder(old, losses.Add).Convert(card)!));

        Assert.Equal(0, converted["size"]);
        Assert.Null(converted["face"]);
        Assert.Null(converted["name"]);
        Assert.Contains(losses, loss => loss.Contains("has no face", StringComparison.Ordinal));
    }

    [Fact]
    public void RequiredField_ThatTheSourceLacks_GetsADefault()
    {
        var old = LayerOf("""
            // LAYER 5
            dot#00000001 x:int = Dot;
            """);
        var current = LayerOf("""
            // LAYER 6
            peerNone#00000004 = Peer;
            dot#00000002 x:long y:int tags:Vector<string> peer:Peer = Dot;
            """);

        var converted = new LayerTranscoder(current).Convert(Node(old, "dot", 7))!;

        Assert.Equal(7L, converted["x"]);
        Assert.Equal(0, converted["y"]);
        Assert.Empty((List<object?>)converted["tags"]!);
        Assert.Equal("peerNone", ((TlNode)converted["peer"]!).Name);
    }

    [Fact]
    public void FolderOfLayers_IsReadByTheirFirstLine_AndOddOnesAreRefused()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "old.tl"), "// LAYER 190\nboolTrue#997275b5 = Bool;\n");
            Assert.Contains(190, LayerCatalog.Load(folder.FullName).Numbers);
            Assert.Equal(190, LayerCatalog.Load(folder.FullName).Resolve(200).Number);

            File.WriteAllText(Path.Combine(folder.FullName, "odd.tl"), "boolTrue#997275b5 = Bool;\n");
            Assert.Contains("odd.tl", Assert.Throws<ArgumentException>(() => LayerCatalog.Load(folder.FullName)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Json_HasTheSchemasNames_AndLongsAsStrings()
    {
        var node = new NodeReader(Newest).Read(Bytes(new Schema.MessagesSendMessageRequest
        {
            NoWebpage = true,
            Peer = new Schema.InputPeerSelf(),
            Message = "é \"quoted\"",
            RandomId = long.MaxValue,
        }));

        Assert.Equal(
            """{"_":"messages.sendMessage","no_webpage":true,"peer":{"_":"inputPeerSelf"},"message":"é \"quoted\"","random_id":"9223372036854775807"}""",
            TlJson.Of(node));
    }

    [Fact]
    public void Json_HidesTokens()
    {
        var node = new NodeReader(Newest).Read(Bytes(new Schema.AuthImportBotAuthorizationRequest
        {
            Flags = 0,
            ApiId = 1,
            ApiHash = "hash",
            BotAuthToken = "5:secret",
        }));

        Assert.DoesNotContain("secret", TlJson.Of(node), StringComparison.Ordinal);
    }

    private static TlNode Convert(ITlObject value) => new LayerTranscoder(Older).Convert(new NodeReader(Newest).Read(Bytes(value)))!;

    private static void AssertReturns(ITlObject original, TlNode older)
    {
        var reread = new NodeReader(Older).Read(NodeWriter.Write(older));
        var back = new LayerTranscoder(Newest).Convert(reread)!;
        Assert.Equal(Bytes(original), NodeWriter.Write(back));
    }

    private static byte[] Bytes(ITlObject value)
    {
        using var buffer = new TlBuffer();
        buffer.Append(value);
        return buffer.Written.ToArray();
    }

    private static SchemaLayer LayerOf(string schema)
    {
        var document = TelegramHost.TlSchema.TlSchemaParser.Parse(schema, "test");
        return new SchemaLayer(document.Layer!.Value, document);
    }

    private static TlNode Node(SchemaLayer layer, string name, params object?[] values) => new(layer.FindConstructor(name)!, values);
}
