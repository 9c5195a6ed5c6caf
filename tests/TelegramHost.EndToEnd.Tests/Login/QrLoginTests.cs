using TelegramHost.Client.Areas;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Login;

public sealed class QrLoginTests
{
    private const int Other = 4;

    [Fact]
    public async Task Code_ThatIsScanned_LogsIn()
    {
        await using var rig = new PersonRig();
        rig.Answers.Methods.Enqueue(new LoginMethod.QrCode());
        await using var client = rig.Client();

        var connecting = client.ConnectAsync(rig.Patience);
        rig.Emulator.Logins.ScanQrCode(rig.Ada, (await rig.Answers.Shown.ReadAsync(rig.Patience)).Link);
        await connecting;

        Assert.Equal(rig.Ada.Id, (await client.GetMeAsync(rig.Patience)).Id);
        Assert.Equal(["method: ", "welcome Ada"], rig.Answers.Asked);
    }

    [Fact]
    public async Task Account_OfAnotherDataCenter_IsFollowedThereAndAskedForItsPassword()
    {
        await using var rig = new PersonRig(new EmulatorOptions { FurtherDataCenters = [Other] });
        rig.Emulator.World.SetDataCenter(rig.Ada, Other);
        rig.Emulator.World.SetPassword(rig.Ada, "hunter2", "the usual");
        rig.Answers.Methods.Enqueue(new LoginMethod.QrCode());
        rig.Answers.Passwords.Enqueue("hunter2");
        await using var client = rig.Client();

        var connecting = client.ConnectAsync(rig.Patience);
        rig.Emulator.Logins.ScanQrCode(rig.Ada, (await rig.Answers.Shown.ReadAsync(rig.Patience)).Link);
        await connecting;

        Assert.Equal(rig.Ada.Id, (await client.GetMeAsync(rig.Patience)).Id);
        Assert.Equal(["method: ", "password (the usual): ", "welcome Ada"], rig.Answers.Asked);
        Assert.Equal(1, rig.CountOf("auth.importLoginToken"));
    }
}
