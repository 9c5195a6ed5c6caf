using System.Globalization;
using System.Text.Json;
using TelegramHost.Emulator.Layers;
using TelegramHost.Tl;
using TelegramHost.TestSupport;
using TelegramHost.TlSchema;
using Xunit.Abstractions;

namespace TelegramHost.EndToEnd.Tests.Interop;

/// <summary>Objects of the world's layer in a real older one, as another project wrote it down.</summary>
public sealed class OlderLayerTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Tries = 50;

    private OlderLayer _package = null!;
    private LayerCatalog _catalog = null!;
    private SchemaLayer _older = null!;

    private SchemaLayer Newest => _catalog.Newest;

    public async Task InitializeAsync()
    {
        if (NodeFolder.SkipReason is not null)
            return;
        _package = await OlderLayer.OfGramJsAsync();
        _catalog = LayerCatalog.Load(_package.Folder);
        _older = _catalog.Resolve(_package.Number);
    }

    public Task DisposeAsync()
    {
        _package?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>What two snapshots of the schema on either side of a layer agree on must hold in that layer, too.</summary>
    [NodeVectorFact]
    public void Objects_in_the_older_layer_have_the_ids_that_this_layer_is_known_for()
    {
        var vectors = Vectors.Load("25");
        var nodes = new RandomNodes(Newest, new Random(1));
        var toOlder = new LayerTranscoder(_older);
        var known = Known(vectors.GetProperty("changed"))
            .Concat(vectors.GetProperty("stable").EnumerateArray().Select(item => (Name: item[0].GetString()!, Id: Id(item[1]))));

        var (seen, moved) = (0, 0);
        foreach (var (name, id) in known)
        {
            if ((Newest.FindFunction(name) ?? Newest.FindConstructor(name)) is not { } definition)
                continue;
            // Some hold by chance what the older layer cannot say.
            var converted = Enumerable.Range(0, Tries)
                .Select(_ => nodes.Next(definition))
                .Select(node => node is null ? null : toOlder.Convert(node))
                .FirstOrDefault(node => node is not null);
            Assert.True(converted?.Definition.Id == id, $"{name} is {converted?.Definition.Id:x8} in layer {_older.Number}; expected {id:x8}");
            Assert.Equal(id, BitConverter.ToUInt32(NodeWriter.Write(converted!)));
            seen++;
            moved += converted!.Definition.Id == definition.Id ? 0 : 1;
        }

        output.WriteLine($"{seen} ids seen, {moved} of them other than in layer {Newest.Number}");
        Assert.True(seen > 150 && moved >= 10, $"{seen} seen, {moved} moved");
    }

    [NodeFact]
    public void A_message_keeps_its_text_keyboard_and_file_in_the_older_layer()
    {
        var message = new Schema.Message
        {
            Out = true,
            Id = 17,
            PeerId = new Schema.PeerUser { UserId = 5 },
            Date = 1_900_000_000,
            MessageValue = "hello 👋",
            ReplyTo = new Schema.MessageReplyHeader { ReplyToMsgId = 16 },
            Entities = [new Schema.MessageEntityBold { Offset = 0, Length = 5 }],
            Media = new Schema.MessageMediaDocument
            {
                Document = new Schema.Document
                {
                    Id = 1,
                    AccessHash = 2,
                    FileReference = [3],
                    Date = 1_900_000_000,
                    MimeType = "text/plain",
                    Size = 1L << 33,
                    DcId = 2,
                    Attributes = [new Schema.DocumentAttributeFilename { FileName = "a.txt" }],
                },
            },
            ReplyMarkup = new Schema.ReplyInlineMarkup
            {
                Rows = [new Schema.KeyboardButtonRow { Buttons = [new Schema.KeyboardButtonCallback { Text = "Press", Data = [1, 2] }] }],
            },
        };

        var older = InOlder(message);
        var back = new LayerTranscoder(Newest).Convert(new NodeReader(_older).Read(NodeWriter.Write(older)))!;

        Assert.NotEqual(Schema.Message.Constructor, older.Definition.Id);
        Assert.Equal(16, ((TlNode)older["reply_to"]!)["reply_to_msg_id"]);
        Assert.Equal(1L << 33, ((TlNode)((TlNode)older["media"]!)["document"]!)["size"]);
        Assert.Equal(Bytes(message), NodeWriter.Write(back));
    }

    /// <summary>Whatever the world says, an older client can read: nothing is written that its own schema does not know.</summary>
    [NodeFact]
    public void Every_object_of_the_newest_layer_is_readable_in_the_older_one_or_left_out()
    {
        var nodes = new RandomNodes(Newest, new Random(Seed.Next(output.WriteLine)));
        var schema = TlSchemaParser.Parse(File.ReadAllText(Path.Combine(NodeFolder.Repository, "schema", "api.tl")), "api.tl");
        // Functions come from clients, and a vector is no object.
        var objects = schema.Definitions.Where(line => !line.IsFunction && line.Name != "vector").ToList();
        var (written, leftOut) = (0, 0);
        foreach (var line in Enumerable.Repeat(objects, 10).SelectMany(round => round))
        {
            if (nodes.Next(Newest.FindConstructor(line.Name)!) is not { } node)
                continue;
            if (new LayerTranscoder(_older).Convert(node) is not { } converted)
            {
                leftOut++;
                continue;
            }

            var bytes = NodeWriter.Write(converted);
            var reread = new NodeReader(_older).Read(bytes);
            Assert.Equal(line.Name, reread.Name);
            Assert.Equal(bytes, NodeWriter.Write(reread));
            written++;
        }

        output.WriteLine($"{written} written, {leftOut} left out");
        Assert.True(written > 10_000, $"{written} written");
    }

    private IEnumerable<(string Name, uint Id)> Known(JsonElement changed)
    {
        foreach (var entry in changed.EnumerateObject())
        {
            var byLayer = entry.Value.EnumerateObject().Select(snapshot => (Layer: LayerOf(snapshot.Name), Id: Id(snapshot.Value))).ToList();
            var before = byLayer.Where(snapshot => snapshot.Layer <= _older.Number).MaxBy(snapshot => snapshot.Layer);
            var after = byLayer.Where(snapshot => snapshot.Layer >= _older.Number).MinBy(snapshot => snapshot.Layer);
            if (before.Id == after.Id)
                yield return (entry.Name, before.Id);
        }
    }

    // "gramjs-2.26.8 (193)"
    private static int LayerOf(string snapshot) =>
        int.Parse(snapshot.AsSpan(snapshot.LastIndexOf('(') + 1).TrimEnd(')'), CultureInfo.InvariantCulture);

    private static uint Id(JsonElement hex) => uint.Parse(hex.GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private TlNode InOlder(ITlObject value) => new LayerTranscoder(_older).Convert(new NodeReader(Newest).Read(Bytes(value)))!;

    private static byte[] Bytes(ITlObject value)
    {
        using var buffer = new TlBuffer();
        buffer.Append(value);
        return buffer.Written.ToArray();
    }
}
