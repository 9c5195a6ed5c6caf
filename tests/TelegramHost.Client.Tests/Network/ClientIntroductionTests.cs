using TelegramHost.Client.Network;
using TelegramHost.Tl;

namespace TelegramHost.Client.Tests.Network;

public sealed class ClientIntroductionTests
{
    [Fact]
    public void Layer_IsThatOfTheSchema()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TelegramHost.sln")))
            folder = folder.Parent;

        var firstLine = File.ReadLines(Path.Combine(folder!.FullName, "schema", "api.tl")).First();

        Assert.Equal($"// LAYER {ClientIntroduction.Layer}", firstLine);
    }

    [Fact]
    public void AnonymousOne_SaysNothingOfWhoCalls_AndKnowsNoOtherWrapper()
    {
        var bytes = ClientIntroduction.Anonymous(12345).Wrap(new byte[] { 1, 2, 3, 4 }, introduce: true, receivesUpdates: false).ToArray();
        var reader = new TlReader(bytes.AsSpan(8));
        var wrapper = Read(ref reader);

        Assert.Equal((12345, "n/a", "n/a", "n/a", "en", "", "en"), wrapper);
        Assert.Equal([1, 2, 3, 4], bytes[^4..]);
        Assert.Equal(4, reader.Remaining);
        Assert.Equal([1, 2, 3, 4], ClientIntroduction.Anonymous(12345).Wrap(new byte[] { 1, 2, 3, 4 }, introduce: false, receivesUpdates: false).ToArray());

        static (int, string, string, string, string, string, string) Read(ref TlReader reader)
        {
            Assert.Equal(Schema.InitConnectionRequest<bool>.Constructor, reader.ReadConstructor());
            // No proxy, and no parameters.
            Assert.Equal(0, reader.ReadInt32());
            return (reader.ReadInt32(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
        }
    }
}
