using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Login;

public sealed class PhoneLoginTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Person_WhoMistypesACode_IsAskedAgainAndIsLoggedIn()
    {
        await using var rig = new PersonRig();
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("54321"));
        rig.Answers.Codes.Enqueue(new CodeReply.Code(" 12345 "));
        await using var client = rig.Client();

        await client.ConnectAsync(rig.Patience);

        Assert.Equal(rig.Ada.Id, (await client.GetMeAsync(rig.Patience)).Id);
        Assert.Equal(["method: ", "App: ", "App: That is not the code.", "welcome Ada"], rig.Answers.Asked);
        Assert.Equal(1, rig.Emulator.Logins.CountOf(rig.Ada));
    }

    [Fact]
    public async Task Code_ThatDoesNotCome_IsSentByTheNextWayUntilThereIsNone()
    {
        await using var rig = new PersonRig();
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        foreach (var reply in new CodeReply[] { new CodeReply.SendAgain(), new CodeReply.SendAgain(), new CodeReply.SendAgain(), new CodeReply.Code("12345") })
            rig.Answers.Codes.Enqueue(reply);
        await using var client = rig.Client();

        await client.ConnectAsync(rig.Patience);

        Assert.Equal(["method: ", "App: ", "Sms: ", "Call: ", "Call: The code can't be sent in any other way.", "welcome Ada"], rig.Answers.Asked);
    }

    [Fact]
    public async Task Number_ThatWasWrong_IsChangedByStartingOver()
    {
        await using var rig = new PersonRig();
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone("+1"  + "000"));
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone("+19999999999"));
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Codes.Enqueue(new CodeReply.StartOver());
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        await using var client = rig.Client();

        await client.ConnectAsync(rig.Patience);

        Assert.StartsWith("method: Telegram knows no such phone number", rig.Answers.Asked[1], StringComparison.Ordinal);
        Assert.Equal(rig.Ada.Id, (await client.GetMeAsync(rig.Patience)).Id);
        Assert.Equal(1, rig.CountOf("auth.cancelCode"));
    }

    [Fact]
    public async Task Code_ThatHasExpired_IsReplacedByANewOne()
    {
        await using var rig = new PersonRig();
        rig.Emulator.Faults.Refuse("auth.signIn", 400, "PHONE_CODE_EXPIRED");
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        await using var client = rig.Client();

        await client.ConnectAsync(rig.Patience);

        Assert.Equal("App: That code has expired; a new one was sent.", rig.Answers.Asked[2]);
        Assert.Equal(2, rig.CountOf("auth.sendCode"));
    }

    [Theory]
    [InlineData(400, "PHONE_NUMBER_BANNED")]
    [InlineData(406, "PHONE_NUMBER_FLOOD")]
    [InlineData(420, "FLOOD_WAIT_7200")]
    public async Task Number_ThatIsRefused_IsAskedForAgain_ButOneInTheSettingsIsAnError(int code, string error)
    {
        await using var rig = new PersonRig();
        rig.Emulator.Faults.Refuse("auth.sendCode", code, error, count: 2);
        var options = rig.Options();
        options.PhoneNumber = PersonRig.Phone;
        await using (var fixedNumber = rig.Client(options))
            Assert.Equal(code, (await Assert.ThrowsAnyAsync<RpcException>(() => fixedNumber.ConnectAsync(rig.Patience))).Code);
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Methods.Enqueue(new LoginMethod.QrCode());
        await using var client = rig.Client();

        var connecting = client.ConnectAsync(rig.Patience);
        var shown = await rig.Answers.Shown.ReadAsync(rig.Patience);
        rig.Emulator.Logins.ScanQrCode(rig.Ada, shown.Link);
        await connecting;

        Assert.Equal(3, rig.Answers.Asked.Count);
        Assert.NotEqual("method: ", rig.Answers.Asked[1]);
    }

    [Fact]
    public async Task Login_ThatTelegramRestarts_BeginsOnceMore()
    {
        await using var rig = new PersonRig();
        rig.Emulator.Faults.Refuse("auth.signIn", 500, "AUTH_RESTART");
        var options = rig.Options();
        options.PhoneNumber = PersonRig.Phone;
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        await using var client = rig.Client(options);

        await client.ConnectAsync(rig.Patience);

        Assert.Equal(["App: ", "App: ", "welcome Ada"], rig.Answers.Asked);
    }

    [Fact]
    public async Task TooManyCodes_AreToldWithTheWait_AndNoOtherCodeIsSent()
    {
        await using var rig = new PersonRig();
        rig.Emulator.Faults.Refuse("auth.signIn", 420, "FLOOD_WAIT_7200");
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        rig.Answers.Codes.Enqueue(new CodeReply.StartOver());
        rig.Answers.Methods.Enqueue(new LoginMethod.QrCode());
        await using var client = rig.Client();

        var connecting = client.ConnectAsync(rig.Patience);
        rig.Emulator.Logins.ScanQrCode(rig.Ada, (await rig.Answers.Shown.ReadAsync(rig.Patience)).Link);
        await connecting;

        Assert.Equal("App: There were too many tries; Telegram asks to wait for 7200 seconds.", rig.Answers.Asked[2]);
        Assert.Equal(1, rig.CountOf("auth.sendCode"));
    }

    [Theory]
    [InlineData(400, "SRP_PASSWORD_CHANGED", "The password was changed a moment ago; enter the new one.")]
    [InlineData(420, "FLOOD_WAIT_7200", "There were too many tries; Telegram asks to wait for 7200 seconds.")]
    public async Task PasswordThatMayNotBeTried_IsAskedForAgain_WithTheReason(int code, string error, string reason)
    {
        await using var rig = new PersonRig();
        rig.Emulator.World.SetPassword(rig.Ada, "hunter2", "the usual");
        rig.Emulator.Faults.Refuse("auth.checkPassword", code, error);
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        rig.Answers.Passwords.Enqueue("hunter1");
        rig.Answers.Passwords.Enqueue("hunter2");
        await using var client = rig.Client();

        await client.ConnectAsync(rig.Patience);

        Assert.Equal($"password (the usual): {reason}", rig.Answers.Asked[3]);
    }

    [Fact]
    public async Task Account_WithAPassword_IsAskedForItWithItsHint()
    {
        await using var rig = new PersonRig();
        rig.Emulator.World.SetPassword(rig.Ada, "hunter2", "the usual");
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        rig.Answers.Passwords.Enqueue("hunter3");
        rig.Answers.Passwords.Enqueue("hunter2");
        await using var client = rig.Client();

        await client.ConnectAsync(rig.Patience);

        Assert.Equal(
            ["method: ", "App: ", "password (the usual): ", "password (the usual): That is not the password.", "welcome Ada"], rig.Answers.Asked);
    }

    [Fact]
    public async Task Number_WithoutAccount_SignsUp()
    {
        await using var rig = new PersonRig(new EmulatorOptions { SignUpRequired = true });
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone("+19999999999"));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        rig.Answers.Names.Enqueue(new SignUpReply(" "));
        rig.Answers.Names.Enqueue(new SignUpReply("Grace", "Hopper"));
        await using var client = rig.Client();

        await client.ConnectAsync(rig.Patience);

        Assert.Equal("Grace", (await client.GetMeAsync(rig.Patience)).FirstName);
        Assert.Equal(["method: ", "Sms: ", "name: ", "name: That can't be a first name.", "welcome Grace"], rig.Answers.Asked);
    }

    [Fact]
    public async Task Number_WithoutAccount_WhoseOwnerWantsNone_EndsTheLogin()
    {
        await using var rig = new PersonRig(new EmulatorOptions { SignUpRequired = true });
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone("+19999999999"));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        rig.Answers.Names.Enqueue(null);
        await using var client = rig.Client();

        await Assert.ThrowsAsync<LoginDeclinedException>(() => client.ConnectAsync(rig.Patience));
    }

    [Fact]
    public async Task StoredLogin_IsUsedAgain_AndNobodyIsAsked()
    {
        await using var rig = new PersonRig();
        var file = Path.Combine(_folder, "ada.session");
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        await using (var first = rig.Client(rig.Options(file)))
            await first.ConnectAsync(rig.Patience);
        var asked = rig.Answers.Asked.Count;

        await using var again = rig.Client(rig.Options(file));
        await again.ConnectAsync(rig.Patience);

        Assert.Equal(rig.Ada.Id, (await again.GetMeAsync(rig.Patience)).Id);
        Assert.Equal(asked, rig.Answers.Asked.Count);
        Assert.Equal(1, rig.CountOf("auth.signIn"));
    }
}
