using TelegramHost.Client.Sessions;

namespace TelegramHost.Cli.Tests;

/// <summary><c>telegramhost session</c> as a process, on files of its own.</summary>
public sealed class SessionCommandTests : IDisposable
{
    private const string PrintSecret = "--yes-print-secret";

    private static readonly StringSession _login = new() { DataCenter = 4, AuthKey = [.. Enumerable.Range(0, 256).Select(i => (byte)(i * 7 + 1))], AccountId = 5000000001, IsBot = true };

    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    private string File => Path.Combine(_folder, "one.session");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(StringSessionFormat.TelegramHost)]
    [InlineData(StringSessionFormat.Telethon)]
    [InlineData(StringSessionFormat.GramJs)]
    [InlineData(StringSessionFormat.Pyrogram)]
    [InlineData(StringSessionFormat.Mtcute)]
    public async Task Login_OfEveryLayout_BecomesAFile_AndAgainTheSameText(StringSessionFormat format)
    {
        var text = _login.Export(format, apiId: 17);

        var imported = await CommandRun.WithInputAsync(text + "\n", "session", "import", "--session", File);
        var exported = await CommandRun.OfAsync("session", "export", "--session", File, "--format", $"{format}".ToLowerInvariant(), "--api-id", "17", PrintSecret);

        Assert.Equal((0, ""), (imported.ExitCode, imported.Errors));
        AssertNoSecret(imported);
        Assert.Equal(new CommandRun(0, text, ""), exported);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task Inspect_SaysWhoseLoginItIs_AndNoSecret()
    {
        await ImportAsync();
        await using (var lease = await new FileSessionStore(File).AcquireAsync("default", default))
        {
            await lease.Peers.WriteAsync([new StoredPeer { Id = 1, AccessHash = 2, Usernames = ["hidden"] }], default);
            await lease.Quarantine!.WriteAsync([new QuarantineEntry(3, "hidden"u8.ToArray()), new QuarantineEntry(4, new byte[1])], [], default);
            await lease.Updates.WriteAsync(
                [.. Enum.GetValues<UpdateBoxKind>().Select(kind => new UpdateMark(new UpdateBox(kind, kind is UpdateBoxKind.Channel or UpdateBoxKind.Chat ? 9 : 0), 41, 43))], [], default);
        }

        var inspected = await CommandRun.OfAsync("session", "inspect", "--session", File);

        Assert.Equal((0, ""), (inspected.ExitCode, inspected.Errors));
        AssertNoSecret(inspected);
        Assert.DoesNotContain("hidden", inspected.Output, StringComparison.Ordinal);
        var facts = inspected.Output.Split('\n').Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
        Assert.Equal(File, facts["Session"]);
        Assert.Equal("version 4, not encrypted", facts["Format"]);
        Assert.Equal("bot 5000000001", facts["Account"]);
        Assert.Equal("production", facts["Servers"]);
        Assert.Equal("4", facts["Home data centre"]);
        Assert.Matches("^key [0-9a-f]{16}, logged in, 0 addresses, 0 salts$", facts["Data centre 4"]);
        Assert.Equal("pts 41 (given out 43), qts 41, seq 41, date 1970-01-01 00:00:41Z, 1 channels, 1 chats ahead", facts["Updates handled"]);
        Assert.Equal("1", facts["Peers"]);
        Assert.Equal("2", facts["Quarantined updates"]);
    }

    [Theory]
    [InlineData(StringSessionFormat.Mtcute, "telethon", StringSessionFormat.Telethon)]
    [InlineData(StringSessionFormat.Pyrogram, "telegramhost", StringSessionFormat.TelegramHost)]
    [InlineData(StringSessionFormat.TelegramHost, "mtcute", StringSessionFormat.Mtcute)]
    public async Task Convert_PrintsTheLoginInAnotherLayout(StringSessionFormat from, string name, StringSessionFormat to)
    {
        var converted = await CommandRun.WithInputAsync(_login.Export(from, apiId: 17), "session", "convert", "--format", name, PrintSecret);

        Assert.Equal(new CommandRun(0, _login.Export(to), ""), converted);
    }

    [Fact]
    public async Task Convert_ToALayoutThatNeedsMoreThanIsKnown_IsRefused()
    {
        var telethon = _login.Export(StringSessionFormat.Telethon);

        var withoutAccount = await CommandRun.WithInputAsync(telethon, "session", "convert", "--format", "pyrogram", "--api-id", "17", PrintSecret);
        var withoutApplication = await CommandRun.WithInputAsync(_login.Export(), "session", "convert", "--format", "pyrogram", PrintSecret);

        withoutAccount.AssertRefused("the account's id");
        withoutApplication.AssertRefused("give it with --api-id");
    }

    [Fact]
    public async Task Secret_IsPrintedOnlyIfThatIsWanted()
    {
        await ImportAsync();

        (await CommandRun.OfAsync("session", "export", "--session", File)).AssertRefused(PrintSecret);
        (await CommandRun.WithInputAsync(_login.Export(), "session", "convert")).AssertRefused(PrintSecret);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".state")]
    public async Task Import_OverWhatIsThere_LeavesItAsItIs(string suffix)
    {
        await System.IO.File.WriteAllTextAsync(File + suffix, "somebody's");

        var imported = await CommandRun.WithInputAsync(_login.Export(), "session", "import", "--session", File);

        imported.AssertRefused("is left as it is");
        AssertNoSecret(imported);
        Assert.Equal("somebody's", await System.IO.File.ReadAllTextAsync(File + suffix));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("hidden nonsense")]
    [InlineData("tgh1hidden")]
    [InlineData("")]
    public async Task Import_OfWhatIsNoLogin_IsRefused_AndMakesNothing(string text)
    {
        var imported = await CommandRun.WithInputAsync(text, "session", "import", "--session", File);

        imported.AssertRefused("string session");
        Assert.DoesNotContain("hidden", imported.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Inspect_OfNoFile_OfADamagedOne_AndOfOneInUse_IsOneSentence()
    {
        (await CommandRun.OfAsync("session", "inspect", "--session", File)).AssertRefused("There is no session file");
        Assert.Empty(Directory.GetFiles(_folder));

        await System.IO.File.WriteAllTextAsync(File, "this is no session");
        (await CommandRun.OfAsync("session", "inspect", "--session", File)).AssertRefused("is damaged");
        Assert.Equal("this is no session", await System.IO.File.ReadAllTextAsync(File));

        await using var held = await new FileSessionStore(File).AcquireAsync("default", default);
        (await CommandRun.OfAsync("session", "inspect", "--session", File)).AssertRefused($"process {Environment.ProcessId}");
    }

    [Fact]
    public async Task EncryptedFile_NeedsItsKey()
    {
        var (key, wrong) = (Path.Combine(_folder, "key"), Path.Combine(_folder, "wrong"));
        await System.IO.File.WriteAllBytesAsync(key, [.. Enumerable.Repeat((byte)1, 32)]);
        await System.IO.File.WriteAllBytesAsync(wrong, [.. Enumerable.Repeat((byte)2, 32)]);
        const string option = "--encryption-key-file";
        await CommandRun.WithInputAsync(_login.Export(), "session", "import", "--session", File, option, key);

        Assert.Contains("encrypted", (await CommandRun.OfAsync("session", "inspect", "--session", File, option, key)).Output, StringComparison.Ordinal);
        Assert.Equal(_login.Export(), (await CommandRun.OfAsync("session", "export", "--session", File, option, key, PrintSecret)).Output);
        (await CommandRun.OfAsync("session", "inspect", "--session", File)).AssertRefused(option);
        (await CommandRun.OfAsync("session", "inspect", "--session", File, option, wrong)).AssertRefused(option);
        (await CommandRun.OfAsync("session", "inspect", "--session", File, option, Path.Combine(_folder, "none"))).AssertRefused(option);
    }

    private async Task ImportAsync() =>
        Assert.Equal(0, (await CommandRun.WithInputAsync(_login.Export(), "session", "import", "--session", File)).ExitCode);

    private static void AssertNoSecret(CommandRun run)
    {
        // Any eight bytes of the key in a row would be a leak, in whatever form.
        var said = run.Output + run.Errors;
        for (var i = 0; i + 9 <= 256; i++)
        {
            var part = _login.AuthKey.AsSpan(i, 9);
            Assert.DoesNotContain(Convert.ToHexString(part), said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(part), said, StringComparison.Ordinal);
            Assert.DoesNotContain(System.Buffers.Text.Base64Url.EncodeToString(part), said, StringComparison.Ordinal);
        }
    }
}
