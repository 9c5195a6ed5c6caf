using System.Net;
using System.Net.Sockets;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Sample;

/// <summary>What a user gets wrong: one clear sentence with the setting's path, exit code other than 0, nothing overwritten.</summary>
public sealed class BadInputTests : IDisposable
{
    private static readonly (string, string)[] _credentials =
    [
        ("Telegram__ApiId", "1"),
        ("Telegram__ApiHash", "0123456789abcdef0123456789abcdef"),
        ("Telegram__BotToken", "5000000001:secret_token"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Production_without_credentials_stops_at_once_and_names_the_settings()
    {
        await using var bot = ProgramUnderTest.EchoBot("Production");

        Assert.NotEqual(0, await bot.WaitForExitAsync());
        Assert.Contains("Telegram:ApiId", bot.Output, StringComparison.Ordinal);
        Assert.Contains("Telegram:ApiHash", bot.Output, StringComparison.Ordinal);
        Assert.Contains("Telegram:BotToken", bot.Output, StringComparison.Ordinal);
        Assert.Single(bot.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("Telegram__BotToken", "nonsense", "Telegram:BotToken")]
    [InlineData("Telegram__ApiId", "many", "Telegram:ApiId")]
    [InlineData("Telegram__ApiId", "-5", "Telegram:ApiId")]
    [InlineData("Telegram__ApiHash", "short", "Telegram:ApiHash")]
    [InlineData("Telegram__Connection__Endpoint", "banana", "Telegram:Connection:Endpoint")]
    [InlineData("Telegram__Connection__DataCenter", "0", "Telegram:Connection:DataCenter")]
    [InlineData("Telegram__Connection__Transport", "pigeon", "Telegram:Connection:Transport")]
    [InlineData("Telegram__Connection__PublicKeys__0", "/no/such/key.pem", "Telegram:Connection:PublicKeys")]
    public async Task A_setting_that_cannot_be_names_its_full_path(string name, string value, string path)
    {
        await using var bot = ProgramUnderTest.EchoBot("Production", [.. _credentials, (name, value)]);

        Assert.NotEqual(0, await bot.WaitForExitAsync());
        Assert.Contains(path, bot.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret_token", bot.Output, StringComparison.Ordinal);
        Assert.Single(bot.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_damaged_session_file_is_left_as_it_is()
    {
        var file = Path.Combine(_folder, "damaged.session");
        var content = "this is no session"u8.ToArray();
        await File.WriteAllBytesAsync(file, content);

        await using var bot = ProgramUnderTest.EchoBot("Production", [.. _credentials, ("Telegram__Session__Path", file)]);

        Assert.NotEqual(0, await bot.WaitForExitAsync());
        Assert.Contains("Telegram:Session:Path", bot.Output, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(file));
        AssertNoStackTrace(bot.Output);
    }

    [Fact]
    public async Task A_server_with_another_key_is_refused_and_the_setting_named()
    {
        await using var right = TelegramEmulator.Start(new EmulatorOptions());
        await using var wrong = TelegramEmulator.Start(new EmulatorOptions());

        await using var bot = ProgramUnderTest.EchoBot("Production",
        [
            .. _credentials,
            ("Telegram__Connection__Endpoint", right.EndPoint.ToString()),
            ("Telegram__Connection__PublicKeys__0", wrong.PublicKeyPem),
            ("Telegram__Session__Path", Path.Combine(_folder, "new.session")),
        ]);

        Assert.NotEqual(0, await bot.WaitForExitAsync());
        Assert.Contains("Telegram:Connection:PublicKeys", bot.Output, StringComparison.Ordinal);
        AssertNoStackTrace(bot.Output);
    }

    [Fact]
    public async Task A_token_that_the_server_does_not_know_ends_the_program()
    {
        await using var emulator = TelegramEmulator.Start(new EmulatorOptions());

        await using var bot = ProgramUnderTest.EchoBot("Production",
        [
            .. _credentials,
            ("Telegram__Connection__Endpoint", emulator.EndPoint.ToString()),
            ("Telegram__Connection__PublicKeys__0", emulator.PublicKeyPem),
            ("Telegram__Session__Path", Path.Combine(_folder, "new.session")),
        ]);

        Assert.NotEqual(0, await bot.WaitForExitAsync());
        Assert.Contains("Telegram:BotToken", bot.Output, StringComparison.Ordinal);
        AssertNoStackTrace(bot.Output);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_ends_a_program_that_was_never_connected()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var endpoint = closed.LocalEndpoint.ToString()!;
        closed.Stop();

        await using var bot = ProgramUnderTest.EchoBot("Production",
            [.. _credentials, ("Telegram__Connection__Endpoint", endpoint), ("Telegram__Connection__StartTimeout", "00:00:03"), ("Telegram__Session__Path", Path.Combine(_folder, "new.session"))]);

        Assert.NotEqual(0, await bot.WaitForExitAsync());
        Assert.Contains("Telegram:Connection:Endpoint", bot.Output, StringComparison.Ordinal);
        AssertNoStackTrace(bot.Output);
    }

    [Fact]
    public async Task The_emulator_says_that_its_port_is_in_use()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        await using var cli = ProgramUnderTest.Cli("emulator", "--port", port, "--public-key", Path.Combine(_folder, "server.pem"));

        Assert.NotEqual(0, await cli.WaitForExitAsync());
        Assert.Contains(port, cli.Output, StringComparison.Ordinal);
        AssertNoStackTrace(cli.Output);
    }

    [Fact]
    public async Task The_emulator_writes_its_key_prints_ready_and_ends_on_sigterm()
    {
        var key = Path.Combine(_folder, "server.pem");

        await using var cli = ProgramUnderTest.Cli("emulator", "--port", "0", "--public-key", key, "--bot", "5000000001:secret_token@some_bot");
        var ready = await cli.WaitForLineAsync("READY ");
        cli.Terminate();

        Assert.Equal(0, await cli.WaitForExitAsync());
        Assert.StartsWith("READY 127.0.0.1:", ready, StringComparison.Ordinal);
        Assert.Contains("PUBLIC KEY-----", await File.ReadAllTextAsync(key), StringComparison.Ordinal);
    }

    private static void AssertNoStackTrace(string output) => Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
}
