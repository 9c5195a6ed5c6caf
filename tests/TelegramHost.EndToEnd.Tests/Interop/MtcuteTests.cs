using System.Globalization;
using TelegramHost.Emulator;
using TelegramHost.Emulator.Inspection;
using TelegramHost.EndToEnd.Tests.Sample;
using Xunit.Abstractions;

namespace TelegramHost.EndToEnd.Tests.Interop;

/// <summary>
/// A client of somebody else, <c>@mtcute/node</c> of layer 227, against the emulator: key exchange, both logins, messages, a pressed
/// button, a file there and back.
/// </summary>
public sealed class MtcuteTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Token = "5000000001:secret_token";
    private const string Username = "some_bot";
    private const string ProxySecret = "00112233445566778899aabbccddeeff";

    private readonly string _keyFile = Path.GetTempFileName();
    private readonly TelegramEmulator _emulator = TelegramEmulator.Start(new EmulatorOptions { ProxySecret = ProxySecret });

    public async Task InitializeAsync()
    {
        _emulator.World.AddBot(Token, Username);
        await File.WriteAllTextAsync(_keyFile, _emulator.PublicKeyPem);
    }

    public async Task DisposeAsync()
    {
        await _emulator.DisposeAsync();
        File.Delete(_keyFile);
    }

    [NodeTheory]
    [InlineData("intermediate")]
    [InlineData("padded")]
    [InlineData("obfuscated")]
    [InlineData("obfuscated-padded")]
    [InlineData("proxy", "--secret", ProxySecret)]
    [InlineData("obfuscated", "--pfs")]
    public async Task A_person_and_a_bot_of_mtcute_meet(string transport, params string[] more) =>
        await RunAsync(["--transport", transport, .. more]);

    [NodeFact]
    public async Task A_person_of_mtcute_meets_EchoBot()
    {
        var isReady = WaitForTheBot();
        await using var bot = ProgramUnderTest.EchoBot("Production",
            ("Telegram__ApiId", "1"),
            ("Telegram__ApiHash", "0123456789abcdef0123456789abcdef"),
            ("Telegram__BotToken", Token),
            ("Telegram__Session__Store", "Memory"),
            ("Telegram__Connection__Endpoint", _emulator.EndPoint.ToString()),
            ("Telegram__Connection__PublicKeys__0", _keyFile));
        var first = await Task.WhenAny(isReady, bot.WaitForExitAsync());
        Assert.True(first == isReady, $"EchoBot ended before it was ready:\n{bot.Output}");

        await RunAsync(["--bot", "external"]);
    }

    private async Task RunAsync(string[] more)
    {
        string[] arguments =
        [
            "interop.mjs", "--port", _emulator.EndPoint.Port.ToString(CultureInfo.InvariantCulture), "--key", _keyFile,
            "--bot-token", Token, "--bot-username", Username, "--login-code", "12345", .. more,
        ];

        await using var node = ProgramUnderTest.Start(NodeFolder.Describe("node", arguments));
        var exitCode = await node.WaitForExitAsync();

        output.WriteLine(node.Output);
        Assert.True(exitCode == 0, node.Output);
        Assert.EndsWith("done", node.Output.TrimEnd(), StringComparison.Ordinal);
    }

    private Task WaitForTheBot()
    {
        var isReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _emulator.Wire.Recorded += record =>
        {
            if (record.Direction == WireDirection.Request && record.UserId is not null && record.Name.StartsWith("updates.get", StringComparison.Ordinal))
                isReady.TrySetResult();
        };
        return isReady.Task;
    }
}
