using System.Globalization;
using TelegramHost.EndToEnd.Tests.Sample;

namespace TelegramHost.EndToEnd.Tests.Interop;

/// <summary>A folder with the schema of the layer that GramJS speaks, taken out of its package; gone with the test.</summary>
internal sealed class OlderLayer : IDisposable
{
    private readonly DirectoryInfo _folder;

    private OlderLayer(DirectoryInfo folder, int number) => (_folder, Number) = (folder, number);

    public int Number { get; }

    public string Folder => _folder.FullName;

    public static async Task<OlderLayer> OfGramJsAsync()
    {
        var folder = Directory.CreateTempSubdirectory();
        await using var node = ProgramUnderTest.Start(NodeFolder.Describe("node", "layer-schema.mjs", folder.FullName));
        Assert.True(await node.WaitForExitAsync() == 0, node.Output);
        return new OlderLayer(folder, int.Parse(node.Output, CultureInfo.InvariantCulture));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
