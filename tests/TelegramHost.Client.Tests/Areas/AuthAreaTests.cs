using TelegramHost.Client.Areas;
using TelegramHost.Client.Peers;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using TelegramHost.Tl;

namespace TelegramHost.Client.Tests.Areas;

public sealed class AuthAreaTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly PeerCache _peers = new();
    private readonly AuthArea _auth;
    private readonly ScriptedInvoker _invoker;
    private readonly List<long> _signedIn = [];
    private Func<ITlRequest, object> _answer = request => new InvalidOperationException(request.MethodName);

    public AuthAreaTests()
    {
        _invoker = new ScriptedInvoker(request => _answer(request));
        _auth = new AuthArea(_invoker, _peers, new TelegramClientOptions { ApiId = 12, ApiHash = "hash" }, new SeededEntropy(), _time)
        {
            SignedIn = (user, _) =>
            {
                _signedIn.Add(user.Id);
                return Task.CompletedTask;
            },
        };
    }

    [Fact]
    public async Task SignInBot_AnswersTheBotAndTellsTheClient()
    {
        _answer = _ => new AuthAuthorization { User = new User { Id = 9, Bot = true, AccessHash = 1, FirstName = "Echo", Username = "echo_bot" } };

        var bot = await _auth.SignInBotAsync("9:token");

        var request = Assert.IsType<AuthImportBotAuthorizationRequest>(Assert.Single(_invoker.Calls));
        Assert.Equal((0, 12, "hash", "9:token"), (request.Flags, request.ApiId, request.ApiHash, request.BotAuthToken));
        Assert.Equal(("echo_bot", true, true), (bot.Username, bot.IsBot, bot.IsSelf));
        Assert.Equal([9], _signedIn);
        Assert.Equal(9, _peers.SelfId);
    }

    [Fact]
    public async Task SendCode_TellsHowTheCodeComes()
    {
        _answer = _ => new AuthSentCode
        {
            Type = new AuthSentCodeTypeApp { Length = 5 }, PhoneCodeHash = "h", NextType = new AuthCodeTypeSms(), Timeout = 60,
        };

        var code = await _auth.SendCodeAsync("+1 (234) 567-8900");

        Assert.Equal("12345678900", ((AuthSendCodeRequest)_invoker.Calls[0]).PhoneNumber);
        Assert.Equal((CodeDelivery.App, 5, CodeDelivery.Sms, TimeSpan.FromSeconds(60)), (code.Delivery, code.Length, code.NextDelivery, code.ResendAfter));
        Assert.DoesNotContain("12345678900", code.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task QrCode_ThatNobodyScans_IsReplacedWhenItExpires()
    {
        var number = 0;
        _answer = _ => new AuthLoginToken { Token = [(byte)++number], Expires = (int)_time.GetUtcNow().ToUnixTimeSeconds() + 25 };
        var first = Assert.IsType<SignInResult.ScanRequired>(await _auth.RequestQrCodeAsync());

        var waiting = _auth.WaitForScanAsync(first);
        _time.Advance(TimeSpan.FromSeconds(24));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var second = Assert.IsType<SignInResult.ScanRequired>(await waiting);
        Assert.Equal(("tg://login?token=AQ", "tg://login?token=Ag"), (first.Link.OriginalString, second.Link.OriginalString));
        Assert.DoesNotContain("AQ", first.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task QrCode_OfAServerWhoseClockIsAnother_IsWaitedForWithinReason()
    {
        _answer = _ => new AuthLoginToken { Token = [1], Expires = (int)_time.GetUtcNow().ToUnixTimeSeconds() + 36_000 };
        var code = Assert.IsType<SignInResult.ScanRequired>(await _auth.RequestQrCodeAsync());

        var waiting = _auth.WaitForScanAsync(code);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.IsType<SignInResult.ScanRequired>(await waiting);
    }

    [Fact]
    public async Task QrCode_ThatIsScanned_IsAskedAboutAtOnce()
    {
        _answer = _ => new AuthLoginToken { Token = [1], Expires = (int)_time.GetUtcNow().ToUnixTimeSeconds() + 30 };
        var code = Assert.IsType<SignInResult.ScanRequired>(await _auth.RequestQrCodeAsync());
        var waiting = _auth.WaitForScanAsync(code);

        _answer = _ => new AuthLoginTokenSuccess { Authorization = new AuthAuthorization { User = new User { Id = 5, AccessHash = 1, FirstName = "Ada" } } };
        _auth.HandleScanned();

        Assert.Equal(5, Assert.IsType<SignInResult.SignedIn>(await waiting).User.Id);
        Assert.Equal([5], _signedIn);
    }

    [Fact]
    public async Task SignIn_OfANumberWithoutAccount_SaysSo()
    {
        _answer = _ => new AuthAuthorizationSignUpRequired();

        Assert.IsType<SignInResult.SignUpRequired>(await _auth.SignInAsync(Code, "12345"));
        Assert.Empty(_signedIn);
    }

    [Fact]
    public async Task SignIn_OfAnAccountWithAPassword_GivesItsHint()
    {
        _answer = request => request is AuthSignInRequest
            ? RpcException.Create(401, "SESSION_PASSWORD_NEEDED", request.MethodName)
            : PasswordSettings(hint: "the dog");

        Assert.Equal(new SignInResult.PasswordRequired("the dog"), await _auth.SignInAsync(Code, "12345"));
    }

    [Fact]
    public async Task SignIn_WithAWrongCode_EndsWithTheServersError()
    {
        _answer = request => RpcException.Create(400, "PHONE_CODE_INVALID", request.MethodName);

        Assert.Equal("PHONE_CODE_INVALID", (await Assert.ThrowsAsync<RpcException>(() => _auth.SignInAsync(Code, "1"))).Error);
    }

    [Fact]
    public async Task IsAuthorized_WithoutALogin_IsFalseAndOtherErrorsStayErrors()
    {
        _answer = request => RpcException.Create(401, "AUTH_KEY_UNREGISTERED", request.MethodName);
        Assert.False(await _auth.IsAuthorizedAsync());

        _answer = request => RpcException.Create(500, "INTERNAL", request.MethodName);
        await Assert.ThrowsAsync<RpcException>(() => _auth.IsAuthorizedAsync());
    }

    [VectorFact]
    public async Task CheckPassword_ProvesItWithoutSendingItAndAsksAgainOnceWhenTheProofIsStale()
    {
        var tries = 0;
        _answer = request => request switch
        {
            AccountGetPasswordRequest => PasswordSettings("h"),
            AuthCheckPasswordRequest when ++tries == 1 => RpcException.Create(400, "SRP_ID_INVALID", request.MethodName),
            AuthCheckPasswordRequest => new AuthAuthorization { User = new User { Id = 9, AccessHash = 1, FirstName = "Ann" } },
            _ => new InvalidOperationException(request.MethodName),
        };

        var result = await _auth.CheckPasswordAsync("secret");

        Assert.Equal(9, Assert.IsType<SignInResult.SignedIn>(result).User.Id);
        var proof = Assert.IsType<InputCheckPasswordSRP>(((AuthCheckPasswordRequest)_invoker.Calls[^1]).Password);
        Assert.Equal((256, 32, 4L), (proof.A.Length, proof.M1.Length, proof.SrpId));
        Assert.Equal(2, tries);
    }

    private static SentCode Code { get; } = new() { PhoneNumber = "12345678900", PhoneCodeHash = "h" };

    // The prime is the one of the documentation, so that the checks of the group are the real ones.
    private static AccountPassword PasswordSettings(string hint)
    {
        var algo = new PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow
        {
            Salt1 = [1, 2, 3, 4, 5, 6, 7, 8],
            Salt2 = [8, 7, 6, 5, 4, 3, 2, 1],
            G = 3,
            P = Vectors.SkipReason is null ? GoodPrime() : [],
        };
        var srpB = new byte[256];
        srpB[0] = 0x40;
        srpB[255] = 1;
        return new AccountPassword
        {
            HasPassword = true,
            Hint = hint,
            CurrentAlgo = algo,
            SrpB = srpB,
            SrpId = 4,
            NewAlgo = algo,
            NewSecureAlgo = new SecurePasswordKdfAlgoUnknown(),
            SecureRandom = [],
        };
    }

    private static byte[] GoodPrime() => Vectors.Load("08").Hex("known_good_prime_hex");
}
