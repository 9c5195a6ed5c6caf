using System.Diagnostics;
using System.Globalization;
using System.Text;
using TelegramHost.Emulator;

namespace TelegramHost.Cli.Tests;

/// <summary><c>telegramhost login</c> as a process.</summary>
public sealed class LoginCommandTests : IDisposable
{
    private const string Phone = "+10000000001";
    private const string ApiHash = "0123456789abcdef0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    private string Session => Path.Combine(_folder, "ada.session");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TerminalFact]
    public async Task Person_LogsInAtATerminal_AndFindsTheSessionInItsFile()
    {
        await using var emulator = TelegramEmulator.Start(new EmulatorOptions());
        var ada = emulator.World.AddUser("Ada", Phone);
        var key = Path.Combine(_folder, "server.pem");
        await File.WriteAllTextAsync(key, emulator.PublicKeyPem);
        string[] command =
        [
            "dotnet", CommandRun.Program, "login", "--api-id", "1", "--api-hash", ApiHash, "--phone", Phone, "--session", Session,
            "--endpoint", emulator.EndPoint.ToString(), "--public-key", key,
        ];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var terminal = Process.Start(new ProcessStartInfo(TerminalFactAttribute.Script, ["-qec", string.Join(' ', command), "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

        await ReadUntilAsync(terminal.StandardOutput, "The code that came", patience.Token);
        await terminal.StandardInput.WriteAsync("12345\r".AsMemory(), patience.Token);
        await terminal.StandardInput.FlushAsync(patience.Token);
        var rest = await terminal.StandardOutput.ReadToEndAsync(patience.Token);
        await terminal.WaitForExitAsync(patience.Token);

        Assert.Equal(0, terminal.ExitCode);
        Assert.Contains("Logged in as Ada.", rest, StringComparison.Ordinal);
        var inspected = await CommandRun.OfAsync("session", "inspect", "--session", Session);
        Assert.Contains($"user {ada.Id.ToString(CultureInfo.InvariantCulture)}", inspected.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WithoutCredentials_NamesTheOptions()
    {
        var run = await CommandRun.OfAsync("login", "--session", Session);

        run.AssertRefused("--api-id");
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static async Task ReadUntilAsync(StreamReader reader, string text, CancellationToken cancellationToken)
    {
        var seen = new StringBuilder();
        var buffer = new char[256];
        while (!seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            var length = await reader.ReadAsync(buffer, cancellationToken);
            Assert.True(length > 0, $"It ended before it said \"{text}\": {seen}");
            seen.Append(buffer, 0, length);
        }
    }
}
