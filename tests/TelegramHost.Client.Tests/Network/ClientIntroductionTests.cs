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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Introduction_TellsTheApplicationTheDeviceTheLanguagesAndTheTimeZone_OfBotsToo(bool isBot)
    {
        var options = new TelegramClientOptions
        {
            ApiId = 17,
            BotToken = isBot ? "7:token" : null,
            Device = { Model = "Fridge", SystemVersion = "Frost 4", AppVersion = "1.2", SystemLanguage = "de-at", Language = "eo" },
        };
        var reader = new TlReader(new ClientIntroduction(options, TimeSpan.FromMinutes(-90)).Wrap(new byte[] { 1, 2, 3, 4 }, introduce: true, receivesUpdates: true).Span);

        var layer = Schema.InvokeWithLayerRequest<bool>.ReadWithoutQuery(ref reader);
        var told = Schema.InitConnectionRequest<bool>.ReadWithoutQuery(ref reader);

        Assert.Equal(ClientIntroduction.Layer, layer.Layer);
        Assert.Equal((17, "Fridge", "Frost 4", "1.2"), (told.ApiId, told.DeviceModel, told.SystemVersion, told.AppVersion));
        Assert.Equal(("de-at", "", "eo"), (told.SystemLangCode, told.LangPack, told.LangCode));
        Assert.Null(told.Proxy);
        var parameter = Assert.Single(Assert.IsType<Schema.JsonObject>(told.Params).Value);
        Assert.Equal(("tz_offset", -5400d), (Assert.IsType<Schema.JsonObjectValue>(parameter).Key, Assert.IsType<Schema.JsonNumber>(((Schema.JsonObjectValue)parameter).Value).Value));
        Assert.Equal([1, 2, 3, 4], reader.ReadRest().ToArray());
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
