using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Terminal;

namespace TelegramHost.EndToEnd.Tests.Login;

/// <summary>The login in a terminal, as its user sees it.</summary>
public sealed class TerminalLoginTests
{
    [Fact]
    public async Task Person_TypesNumberCodeAndPassword()
    {
        await using var rig = new PersonRig();
        rig.Emulator.World.SetPassword(rig.Ada, "hunter2", "the [usual]");
        var console = new KeyboardConsole();
        foreach (var line in new[] { "+1", PersonRig.Phone, "again", "11111", "12345", "wrong", "hunter2" })
            console.Type(line);
        await using var client = TelegramClient.Create(rig.Options(), authenticator: new TerminalAuthenticator(console));

        await client.ConnectAsync(rig.Patience);

        Assert.Equal(rig.Ada.Id, (await client.GetMeAsync(rig.Patience)).Id);
        var screen = console.Screen.ReplaceLineEndings(" ");
        foreach (var sentence in new[]
        {
            "Phone number, or qr for a code to scan:", "Telegram knows no such phone number", "in another Telegram app", "that came by SMS", "That is not the code.",
            "Password (hint: the [usual]):", "That is not the password.", "Logged in as Ada.",
        })
            Assert.Contains(sentence, screen, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_ScansTheCodeOnTheScreen()
    {
        await using var rig = new PersonRig();
        var console = new KeyboardConsole();
        console.Type("qr");
        await using var client = TelegramClient.Create(rig.Options(), authenticator: new WatchedAuthenticator(new TerminalAuthenticator(console), rig.Answers));

        var connecting = client.ConnectAsync(rig.Patience);
        var shown = await rig.Answers.Shown.ReadAsync(rig.Patience);
        var screen = console.Screen;
        rig.Emulator.Logins.ScanQrCode(rig.Ada, shown.Link);
        await connecting;

        Assert.Contains("Scan this with a device", screen, StringComparison.Ordinal);
        Assert.True(screen.Split('\n').Count(line => line.Contains('█', StringComparison.Ordinal)) > 10);
        Assert.Contains("Logged in as Ada.", console.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_WithoutATerminal_IsToldWhatToDo()
    {
        await using var rig = new PersonRig();
        await using var client = TelegramClient.Create(
            rig.Options(), authenticator: new TerminalAuthenticator(new KeyboardConsole(isInteractive: false)));

        var error = await Assert.ThrowsAsync<LoginDeclinedException>(() => client.ConnectAsync(rig.Patience));

        Assert.Contains("telegramhost login", error.Message, StringComparison.Ordinal);
    }
}
