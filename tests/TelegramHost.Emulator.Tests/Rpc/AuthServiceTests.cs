using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using TelegramHost.Emulator.Rpc;

namespace TelegramHost.Emulator.Tests.Rpc;

/// <summary>Logging in and out.</summary>
public sealed class AuthServiceTests
{
    private const string Phone = "+1 234 567 89 01";

    [Fact]
    public async Task Bot_with_its_token_is_logged_in_and_sees_itself()
    {
        var stage = new RpcStage();
        var bot = stage.World.AddBot("5000000001:secret", "some_bot");
        var seat = stage.Seat();

        var authorization = Assert.IsType<Schema.AuthAuthorization>(await seat.CallAsync(ImportBot("5000000001:secret")));

        var me = Assert.IsType<Schema.User>(authorization.User);
        Assert.Equal((bot.Id, true, true, "some_bot"), (me.Id, me.Self, me.Bot, me.Username));
        var self = Assert.Single(await seat.CallAsync(new Schema.UsersGetUsersRequest { Id = [new Schema.InputUserSelf()] }));
        Assert.Equal(bot.Id, Assert.IsType<Schema.User>(self).Id);
    }

    [Fact]
    public async Task Bot_with_another_token_is_refused()
    {
        var stage = new RpcStage();
        stage.World.AddBot("5000000001:secret", "some_bot");

        Assert.Equal("400 ACCESS_TOKEN_INVALID", await stage.Seat().ErrorOfAsync(ImportBot("5000000001:guess")));
    }

    [Fact]
    public async Task Anyone_who_is_not_logged_in_may_ask_for_the_config_and_not_for_users()
    {
        var seat = new RpcStage().Seat();

        var config = await seat.CallAsync(new Schema.HelpGetConfigRequest());

        Assert.Equal(2, config.ThisDc);
        Assert.Contains(config.DcOptions, option => option is { Id: 2, IpAddress: "127.0.0.1", Port: 4430 });
        Assert.Equal("401 AUTH_KEY_UNREGISTERED", await seat.ErrorOfAsync(new Schema.UsersGetUsersRequest { Id = [new Schema.InputUserSelf()] }));
    }

    [Fact]
    public async Task First_login_by_phone_makes_the_person_and_the_second_finds_it()
    {
        var stage = new RpcStage();

        var first = await SignInAsync(stage.Seat(), "12345");
        var second = await SignInAsync(stage.Seat(), "12345");

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("12345678901", second.Phone);
    }

    [Theory]
    [InlineData("54321", "400 PHONE_CODE_INVALID")]
    [InlineData("", "400 PHONE_CODE_EMPTY")]
    public async Task Wrong_code_is_refused(string code, string error)
    {
        var seat = new RpcStage().Seat();
        var hash = await SendCodeAsync(seat);

        Assert.Equal(error, await seat.ErrorOfAsync(new Schema.AuthSignInRequest { PhoneNumber = Phone, PhoneCodeHash = hash, PhoneCode = code }));
        Assert.Equal("400 PHONE_CODE_EXPIRED",
            await seat.ErrorOfAsync(new Schema.AuthSignInRequest { PhoneNumber = Phone, PhoneCodeHash = "other", PhoneCode = "12345" }));
    }

    [Fact]
    public async Task Login_lives_with_the_key_not_with_the_session_and_ends_with_logOut()
    {
        var stage = new RpcStage();
        var login = new LoginState();
        var (first, second) = (stage.Seat(login: login), stage.Seat(login: login));
        await SignInAsync(first, "12345");

        Assert.Equal("no error", await second.ErrorOfAsync(new Schema.UpdatesGetStateRequest()));
        await first.CallAsync(new Schema.AuthLogOutRequest());
        Assert.Equal("401 AUTH_KEY_UNREGISTERED", await second.ErrorOfAsync(new Schema.UpdatesGetStateRequest()));
    }

    [Fact]
    public async Task Exported_authorization_works_once_and_in_its_data_center_only()
    {
        var stage = new RpcStage();
        var home = stage.Seat();
        var me = await SignInAsync(home, "12345");
        var exported = await home.CallAsync(new Schema.AuthExportAuthorizationRequest { DcId = 4 });
        var import = new Schema.AuthImportAuthorizationRequest { Id = exported.Id, Bytes = exported.Bytes };

        Assert.Equal("400 DC_ID_INVALID", await home.ErrorOfAsync(new Schema.AuthExportAuthorizationRequest { DcId = 2 }));
        Assert.Equal("400 AUTH_BYTES_INVALID", await stage.Seat(dcId: 2).ErrorOfAsync(import));
        var away = Assert.IsType<Schema.AuthAuthorization>(await stage.Seat(dcId: 4).CallAsync(import));
        Assert.Equal(me.Id, Assert.IsType<Schema.User>(away.User).Id);
        Assert.Equal("400 AUTH_BYTES_INVALID", await stage.Seat(dcId: 4).ErrorOfAsync(import));
    }

    [Theory]
    [InlineData("right", null)]
    [InlineData("wrong", "400 PASSWORD_HASH_INVALID")]
    public async Task Person_with_a_password_must_prove_to_know_it(string password, string? error)
    {
        var stage = new RpcStage();
        stage.World.SetPassword(stage.World.AddUser("Ann", Phone), "right", "the opposite of wrong");
        var seat = stage.Seat();
        var hash = await SendCodeAsync(seat);
        Assert.Equal("401 SESSION_PASSWORD_NEEDED",
            await seat.ErrorOfAsync(new Schema.AuthSignInRequest { PhoneNumber = Phone, PhoneCodeHash = hash, PhoneCode = "12345" }));
        var asked = await seat.CallAsync(new Schema.AccountGetPasswordRequest());
        Assert.Equal("the opposite of wrong", asked.Hint);

        var check = new Schema.AuthCheckPasswordRequest { Password = Prove(asked, password) };

        Assert.Equal(error ?? "no error", await seat.ErrorOfAsync(check));
        Assert.Equal(error is null ? "no error" : "401 SESSION_PASSWORD_NEEDED", await seat.ErrorOfAsync(new Schema.UpdatesGetStateRequest()));
        Assert.Equal(error is null ? "no error" : "400 SRP_ID_INVALID", error is null ? "no error" : await seat.ErrorOfAsync(check));
    }

    private static Schema.AuthImportBotAuthorizationRequest ImportBot(string token) =>
        new() { Flags = 0, ApiId = 1, ApiHash = "hash", BotAuthToken = token };

    private static async Task<string> SendCodeAsync(RpcSeat seat)
    {
        var sent = await seat.CallAsync(new Schema.AuthSendCodeRequest { PhoneNumber = Phone, ApiId = 1, ApiHash = "hash", Settings = new Schema.CodeSettings() });
        return Assert.IsType<Schema.AuthSentCode>(sent).PhoneCodeHash;
    }

    private static async Task<Schema.User> SignInAsync(RpcSeat seat, string code)
    {
        var hash = await SendCodeAsync(seat);
        var authorization = await seat.CallAsync(new Schema.AuthSignInRequest { PhoneNumber = Phone, PhoneCodeHash = hash, PhoneCode = code });
        return Assert.IsType<Schema.User>(Assert.IsType<Schema.AuthAuthorization>(authorization).User);
    }

    /// <summary>The client's side of SRP, written out once more from the description.</summary>
    private static Schema.InputCheckPasswordSRP Prove(Schema.AccountPassword asked, string password)
    {
        var algorithm = (Schema.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow)asked.CurrentAlgo!;
        byte[] Salted(byte[] data, byte[] salt) => SHA256.HashData([.. salt, .. data, .. salt]);
        static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
        static byte[] Padded(BigInteger number)
        {
            var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
            return [.. new byte[256 - bytes.Length], .. bytes];
        }

        var p = Number(algorithm.P);
        BigInteger g = algorithm.G;
        var inner = Salted(Salted(Encoding.UTF8.GetBytes(password), algorithm.Salt1), algorithm.Salt2);
        var x = Number(Salted(Rfc2898DeriveBytes.Pbkdf2(inner, algorithm.Salt1, 100_000, HashAlgorithmName.SHA512, 64), algorithm.Salt2));
        var k = Number(SHA256.HashData([.. algorithm.P, .. Padded(g)]));
        var secret = Number(SHA256.HashData("a secret of the test"u8));
        var a = Padded(BigInteger.ModPow(g, secret, p));
        var u = Number(SHA256.HashData([.. a, .. asked.SrpB!]));
        var t = (Number(asked.SrpB!) - (k * BigInteger.ModPow(g, x, p) % p) + p) % p;
        var key = SHA256.HashData(Padded(BigInteger.ModPow(t, secret + (u * x), p)));
        var mixed = SHA256.HashData(algorithm.P).Zip(SHA256.HashData(Padded(g)), (left, right) => (byte)(left ^ right));
        byte[] proof = SHA256.HashData([.. mixed, .. SHA256.HashData(algorithm.Salt1), .. SHA256.HashData(algorithm.Salt2), .. a, .. asked.SrpB!, .. key]);
        return new Schema.InputCheckPasswordSRP { SrpId = asked.SrpId!.Value, A = a, M1 = proof };
    }
}
