using System.Globalization;
using System.Net;
using TelegramHost.EndToEnd.Tests.Sample;
using Xunit.Abstractions;

namespace TelegramHost.EndToEnd.Tests.Interop;

/// <summary>
/// A client of an older layer, GramJS, against the emulator as a program of its own that was given that layer's schema: key exchange, both
/// logins, messages, entities, edits, a pressed button, a group, a file there and back.
/// </summary>
public sealed class GramJsTests(ITestOutputHelper output)
{
    private const string Token = "5000000001:secret_token";
    private const string Username = "some_bot";

    [NodeTheory]
    [InlineData("full")]
    [InlineData("obfuscated")]
    public async Task A_person_and_a_bot_of_GramJS_meet_in_their_own_layer(string transport)
    {
        using var layer = await OlderLayer.OfGramJsAsync();
        var keyFile = Path.Combine(layer.Folder, "server.pem");
        await using var emulator = ProgramUnderTest.Cli(
            "emulator", "--port", "0", "--public-key", keyFile, "--bot", $"{Token}@{Username}", "--layer-schemas", layer.Folder, "--strict");
        var ready = await emulator.WaitForLineAsync("READY ");
        var port = IPEndPoint.Parse(ready["READY ".Length..]).Port;

        await using var node = ProgramUnderTest.Start(NodeFolder.Describe(
            "node", "gramjs.mjs", "--port", port.ToString(CultureInfo.InvariantCulture), "--key", keyFile,
            "--bot-token", Token, "--bot-username", Username, "--login-code", "12345", "--transport", transport));
        var exitCode = await node.WaitForExitAsync();

        output.WriteLine(node.Output);
        output.WriteLine(emulator.Output);
        Assert.True(exitCode == 0, node.Output + emulator.Output);
        Assert.EndsWith("done", node.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains($"speaks layer {layer.Number}, served as {layer.Number}", emulator.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WRN", emulator.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ERR", emulator.Output, StringComparison.Ordinal);
    }
}
