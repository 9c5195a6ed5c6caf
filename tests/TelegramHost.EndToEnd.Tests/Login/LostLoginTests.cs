using TelegramHost.Client;
using TelegramHost.Client.Areas;
using TelegramHost.Schema;

namespace TelegramHost.EndToEnd.Tests.Login;

/// <summary>Logins that end: by their owner, from another device, and with the server's memory.</summary>
public sealed class LostLoginTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sessions_AreListed_AndTheOthersCanBeEnded()
    {
        await using var rig = new PersonRig();
        await using var phone = await LoggedInAsync(rig, model: "Phone");
        await using var laptop = await LoggedInAsync(rig, model: "Laptop");

        var sessions = await laptop.Auth.GetSessionsAsync(rig.Patience);

        var other = Assert.Single(sessions, session => !session.IsCurrent);
        Assert.Equal(("Phone", 1), (other.Device, other.ApiId));
        Assert.Equal("Laptop", Assert.Single(sessions, session => session.IsCurrent).Device);
        await laptop.Auth.EndSessionAsync(other.Id, rig.Patience);
        Assert.Single(await laptop.Auth.GetSessionsAsync(rig.Patience));
        Assert.False(await phone.Auth.IsAuthorizedAsync(rig.Patience));
        Assert.Equal("HASH_INVALID", (await Assert.ThrowsAsync<RpcException>(() => laptop.Auth.EndSessionAsync(other.Id, rig.Patience))).Error);
    }

    [Fact]
    public async Task Client_ThatLogsOut_IsLoggedInNoMore()
    {
        await using var rig = new PersonRig();
        await using var client = await LoggedInAsync(rig);

        await client.Auth.LogOutAsync(rig.Patience);

        Assert.False(await client.Auth.IsAuthorizedAsync(rig.Patience));
        Assert.Equal(0, rig.Emulator.Logins.CountOf(rig.Ada));
    }

    [Fact]
    public async Task Login_ThatIsEndedFromElsewhere_StopsTheClientWithAReason()
    {
        await using var rig = new PersonRig();
        var options = rig.Options();
        options.Login.WhenLost = LoginLossPolicy.Stop;
        await using var client = await LoggedInAsync(rig, options);
        var running = client.RunAsync(rig.Patience);

        rig.Emulator.Logins.End(rig.Ada);

        var lost = await Assert.ThrowsAsync<SessionLostException>(() => running);
        Assert.Contains("SESSION_REVOKED", lost.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "AUTH_KEY_UNREGISTERED")]
    [InlineData(401, "USER_DEACTIVATED")]
    [InlineData(406, "AUTH_KEY_DUPLICATED")]
    public async Task Error_ThatEndsALogin_StopsTheClient(int code, string error)
    {
        await using var rig = new PersonRig();
        var options = rig.Options();
        options.Login.WhenLost = LoginLossPolicy.Stop;
        await using var client = await LoggedInAsync(rig, options);
        var running = client.RunAsync(rig.Patience);
        rig.Emulator.Faults.Refuse("contacts.getContacts", code, error);

        await Assert.ThrowsAnyAsync<RpcException>(() => client.InvokeAsync(new ContactsGetContactsRequest { Hash = 0 }, rig.Patience));

        var lost = await Assert.ThrowsAsync<SessionLostException>(() => running);
        Assert.Contains($"{code} {error}", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyThatWasUsedFromTwoPlaces_IsReplacedByANewLogin()
    {
        await using var rig = new PersonRig();
        await using var client = await LoggedInAsync(rig);
        var running = client.RunAsync(rig.Patience);
        rig.Answers.Methods.Enqueue(new LoginMethod.QrCode());
        rig.Emulator.Faults.Refuse("contacts.getContacts", 406, "AUTH_KEY_DUPLICATED");
        var before = rig.Emulator.Find(rig.Emulator.DataCenter).Keys.All.Count();

        await Assert.ThrowsAsync<AuthKeyDuplicatedException>(() => client.InvokeAsync(new ContactsGetContactsRequest { Hash = 0 }, rig.Patience));
        var code = await rig.Answers.Shown.ReadAsync(rig.Patience);
        rig.Emulator.Logins.ScanQrCode(rig.Ada, code.Link);

        await rig.Answers.Welcomed.ReadAsync(rig.Patience);
        Assert.False(running.IsCompleted);
        Assert.Equal(before + 1, rig.Emulator.Find(rig.Emulator.DataCenter).Keys.All.Count());
    }

    [Theory]
    [InlineData(false, LoginLossPolicy.LogInAgain)]
    [InlineData(false, LoginLossPolicy.Stop)]
    [InlineData(true, LoginLossPolicy.LogInAgain)]
    [InlineData(true, LoginLossPolicy.Stop)]
    public async Task LoginThatEndedWhileTheClientWasDown_IsTreatedAsTheSettingsSay(bool isDuplicated, LoginLossPolicy policy)
    {
        await using var rig = new PersonRig();
        var options = rig.Options(Path.Combine(_folder, "ada.session"));
        options.Login.WhenLost = policy;
        await (await LoggedInAsync(rig, options)).DisposeAsync();
        if (isDuplicated)
            rig.Emulator.Faults.Refuse("users.getUsers", 406, "AUTH_KEY_DUPLICATED");
        else
            rig.Emulator.Logins.End(rig.Ada);

        await using var client = rig.Client(options);
        rig.Answers.Methods.Enqueue(new LoginMethod.QrCode());
        var connecting = client.ConnectAsync(rig.Patience);

        if (policy == LoginLossPolicy.Stop)
        {
            var lost = await Assert.ThrowsAsync<SessionLostException>(() => connecting);
            Assert.Contains(isDuplicated ? "406 AUTH_KEY_DUPLICATED" : "401 ", lost.Message, StringComparison.Ordinal);
            return;
        }

        rig.Emulator.Logins.ScanQrCode(rig.Ada, (await rig.Answers.Shown.ReadAsync(rig.Patience)).Link);
        await connecting;
        Assert.True(await client.Auth.IsAuthorizedAsync(rig.Patience));
    }

    [Fact]
    public async Task PasswordThatIsAskedFor_IsNoLostLogin()
    {
        await using var rig = new PersonRig();
        await using var client = await LoggedInAsync(rig);
        var running = client.RunAsync(rig.Patience);
        rig.Emulator.Faults.Refuse("contacts.getContacts", 401, "SESSION_PASSWORD_NEEDED");

        await Assert.ThrowsAsync<PasswordRequiredException>(() => client.InvokeAsync(new ContactsGetContactsRequest { Hash = 0 }, rig.Patience));

        Assert.True(await client.Auth.IsAuthorizedAsync(rig.Patience));
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task Login_ThatIsEndedFromElsewhere_IsAskedForAgain()
    {
        await using var rig = new PersonRig();
        await using var client = await LoggedInAsync(rig);
        var running = client.RunAsync(rig.Patience);
        rig.Answers.Methods.Enqueue(new LoginMethod.QrCode());

        rig.Emulator.Logins.End(rig.Ada);
        var code = await rig.Answers.Shown.ReadAsync(rig.Patience);
        rig.Emulator.Logins.ScanQrCode(rig.Ada, code.Link);

        await rig.Answers.Welcomed.ReadAsync(rig.Patience);
        Assert.Equal(1, rig.Emulator.Logins.CountOf(rig.Ada));
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task Key_ThatTheServerHasForgotten_IsReplacedByANewLogin()
    {
        await using var rig = new PersonRig();
        await using var client = await LoggedInAsync(rig);
        var running = client.RunAsync(rig.Patience);
        rig.Answers.Methods.Enqueue(new LoginMethod.QrCode());

        rig.Emulator.Faults.ForgetKeys();
        rig.Emulator.Faults.CutConnections();
        var code = await rig.Answers.Shown.ReadAsync(rig.Patience);
        rig.Emulator.Logins.ScanQrCode(rig.Ada, code.Link);

        await rig.Answers.Welcomed.ReadAsync(rig.Patience);
        Assert.False(running.IsCompleted);
    }

    private static async Task<TelegramClient> LoggedInAsync(PersonRig rig, TelegramClientOptions? options = null, string? model = null)
    {
        options ??= rig.Options();
        options.Device.Model = model ?? options.Device.Model;
        rig.Answers.Methods.Enqueue(new LoginMethod.Phone(PersonRig.Phone));
        rig.Answers.Codes.Enqueue(new CodeReply.Code("12345"));
        var client = rig.Client(options);
        await client.ConnectAsync(rig.Patience);
        await rig.Answers.Welcomed.ReadAsync(rig.Patience);
        return client;
    }
}
