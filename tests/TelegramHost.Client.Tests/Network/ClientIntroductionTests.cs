using TelegramHost.Client.Network;

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
}
