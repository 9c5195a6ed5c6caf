using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Sessions;

namespace TelegramHost.EndToEnd.Tests.Login;

/// <summary>Who logs out and in again needs no code: Telegram gives a token at the end of a login, and the session keeps it for the next.</summary>
/// <remarks>Source: https://core.telegram.org/api/auth#future-auth-tokens</remarks>
public sealed class FutureAuthTokenTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Person_WhoLoggedOutWithASession_LogsInWithItAgainWithoutACode(bool encrypted)
    {
        await using var rig = new PersonRig();
        var options = Options(rig, encrypted);
        await using (var first = await LoggedInAsync(rig, options))
        {
            await first.Auth.LogOutAsync(rig.Patience);
        }

        // Telegram destroys the key of a login that has ended.
        rig.Emulator.Faults.ForgetKeys();

        var kept = await File.ReadAllBytesAsync(options.Session.Path!, rig.Patience);
        Assert.Equal(encrypted ? "TGHE"u8 : "TGHS"u8, kept.AsSpan(0, 4));
        if (!encrypted)
            AssertNoLogin(SessionSnapshotFormat.Read(kept, "the file"));

        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        await using var second = rig.Client(Options(rig, encrypted));
        await second.ConnectAsync(rig.Patience);

        Assert.Equal(rig.Ada.Id, (await second.GetMeAsync(rig.Patience)).Id);
        Assert.Equal(["method: ", "App: ", "welcome Ada", "method: ", "welcome Ada"], rig.Answers.Asked);
        Assert.Equal((2, 1), (rig.CountOf("auth.sendCode"), rig.CountOf("auth.signIn")));
    }

    [Fact]
    public async Task Account_WithAPassword_IsAskedForNothingElse()
    {
        await using var rig = new PersonRig();
        rig.Emulator.World.SetPassword(rig.Ada, "hunter2", "the usual");
        rig.Answers.Passwords.Enqueue("hunter2");
        rig.Answers.Passwords.Enqueue("hunter2");
        await using (var first = await LoggedInAsync(rig, Options(rig)))
            await first.Auth.LogOutAsync(rig.Patience);

        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        await using var second = rig.Client(Options(rig));
        await second.ConnectAsync(rig.Patience);

        Assert.Equal(["method: ", "password (the usual): ", "welcome Ada"], rig.Answers.Asked[^3..]);
        Assert.Equal(1, rig.CountOf("auth.signIn"));
    }

    [Fact]
    public async Task Token_OfOneAccount_IsOfNoUseForAnother()
    {
        await using var rig = new PersonRig();
        rig.Emulator.World.AddUser("Grace", "+10000000002");
        await using (var first = await LoggedInAsync(rig, Options(rig)))
            await first.Auth.LogOutAsync(rig.Patience);

        await using (var second = await LoggedInAsync(rig, Options(rig), "+10000000002"))
            await second.Auth.LogOutAsync(rig.Patience);

        Assert.Equal(2, rig.CountOf("auth.signIn"));
        // The session keeps both, and each of them can come back.
        Assert.Equal(2, SessionSnapshotFormat.Read(await File.ReadAllBytesAsync(Options(rig).Session.Path!, rig.Patience), "the file").FutureAuthTokens.Length);
    }

    [Fact]
    public async Task Client_ThatLogsOutAndInAgain_NoticesWhenThatLoginIsLostToo()
    {
        await using var rig = new PersonRig();
        var options = Options(rig);
        options.Login.WhenLost = LoginLossPolicy.Stop;
        await using var client = await LoggedInAsync(rig, options);
        var running = client.RunAsync(rig.Patience);
        await client.Auth.LogOutAsync(rig.Patience);

        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        await client.Auth.LogInAsync(rig.Answers, rig.Patience);
        Assert.False(running.IsCompleted);
        rig.Emulator.Logins.End(rig.Ada);

        await Assert.ThrowsAsync<SessionLostException>(() => running);
    }

    [Fact]
    public async Task Logout_WhoseAnswerIsLost_IsALogoutAllTheSame()
    {
        await using var rig = new PersonRig();
        var options = Options(rig);
        options.Login.WhenLost = LoginLossPolicy.Stop;
        await using var client = await LoggedInAsync(rig, options);
        var running = client.RunAsync(rig.Patience);
        rig.Emulator.Faults.RefuseAfterwards("auth.logOut", 401, "AUTH_KEY_UNREGISTERED");

        await client.Auth.LogOutAsync(rig.Patience);

        Assert.Equal(0, rig.Emulator.Logins.CountOf(rig.Ada));
        Assert.False(await client.Auth.IsAuthorizedAsync(rig.Patience));
        Assert.False(running.IsCompleted);
        AssertNoLogin(SessionSnapshotFormat.Read(await File.ReadAllBytesAsync(options.Session.Path!, rig.Patience), "the file"), tokens: 0);
    }

    private static void AssertNoLogin(SessionSnapshot kept, int tokens = 1)
    {
        Assert.Null(kept.AccountId);
        Assert.All(kept.Dcs.Values, dc => Assert.Equal((true, false, true), (dc.AuthKey.IsEmpty, dc.IsAuthorized, dc.Salts.IsEmpty)));
        Assert.Equal(tokens, kept.FutureAuthTokens.Length);
    }

    private TelegramClientOptions Options(PersonRig rig, bool encrypted = false)
    {
        var options = rig.Options(Path.Combine(_folder, "ada.session"));
        if (encrypted)
            options.Session.Encryption.Key = Convert.ToBase64String(new byte[32]);
        return options;
    }

    private static async Task<TelegramClient> LoggedInAsync(PersonRig rig, TelegramClientOptions options, string phone = PersonRig.Phone)
    {
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(phone));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        var client = rig.Client(options);
        await client.ConnectAsync(rig.Patience);
        return client;
    }
}
