using System.Security.Cryptography;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary><c>auth.*</c>: bots by token, people by phone and code, and the second factor.</summary>
/// <remarks>Source: https://core.telegram.org/api/auth</remarks>
internal sealed class AuthService(World world, RpcRouterOptions options, LoginBook logins)
{
    private const int LogoutTokenBytes = 16;

    private readonly PhoneCodes _codes = new(world, options.LoginCode);
    private readonly Dictionary<string, Account> _accountOfLogoutToken = [];
    private readonly Dictionary<long, (Account Account, byte[] Proof, int DcId)> _exported = [];

    public void Register(RpcTable table)
    {
        table.On(Schema.AuthImportBotAuthorizationRequest.Constructor, Schema.AuthImportBotAuthorizationRequest.Read, RpcAccess.Anyone, ImportBot);
        table.On(Schema.AuthSendCodeRequest.Constructor, Schema.AuthSendCodeRequest.Read, RpcAccess.Anyone, SendCode);
        table.On(Schema.AuthResendCodeRequest.Constructor, Schema.AuthResendCodeRequest.Read, RpcAccess.Anyone,
            (_, request) => _codes.Resend(request.PhoneNumber, request.PhoneCodeHash));
        table.On(Schema.AuthCancelCodeRequest.Constructor, Schema.AuthCancelCodeRequest.Read, RpcAccess.Anyone, (_, request) => CancelCode(request));
        table.On(Schema.AuthSignInRequest.Constructor, Schema.AuthSignInRequest.Read, RpcAccess.Anyone, SignIn);
        table.On(Schema.AuthSignUpRequest.Constructor, Schema.AuthSignUpRequest.Read, RpcAccess.Anyone, SignUp);
        table.On(Schema.AuthCheckPasswordRequest.Constructor, Schema.AuthCheckPasswordRequest.Read, RpcAccess.Anyone, CheckPassword);
        table.On(Schema.AuthExportAuthorizationRequest.Constructor, Schema.AuthExportAuthorizationRequest.Read, RpcAccess.Account, Export);
        table.On(Schema.AuthImportAuthorizationRequest.Constructor, Schema.AuthImportAuthorizationRequest.Read, RpcAccess.Anyone, Import);
        table.On(Schema.AuthLogOutRequest.Constructor, Schema.AuthLogOutRequest.Read, RpcAccess.Visitor, (caller, _) => LogOut(caller));
        table.On(Schema.AuthDropTempAuthKeysRequest.Constructor, Schema.AuthDropTempAuthKeysRequest.Read, RpcAccess.Anyone, (_, _) => TlValue.True);
    }

    private Schema.AuthAuthorization ImportBot(RpcCaller caller, Schema.AuthImportBotAuthorizationRequest request)
    {
        CheckApi(request.ApiId, request.ApiHash);
        var bot = world.Roster.FindToken(request.BotAuthToken) ?? throw new WorldException(400, "ACCESS_TOKEN_INVALID");
        CheckHome(caller, bot, "USER_MIGRATE");
        return logins.Enter(caller, bot.Account);
    }

    private Schema.AuthSentCodeBase SendCode(RpcCaller caller, Schema.AuthSendCodeRequest request)
    {
        CheckApi(request.ApiId, request.ApiHash);
        var phone = Roster.DigitsOf(request.PhoneNumber);
        if (phone.Length is < 5 or > 15)
            throw new WorldException(406, "PHONE_NUMBER_INVALID");
        if (world.Roster.FindPhone(phone) is { } user)
        {
            CheckHome(caller, user, "PHONE_MIGRATE");
            if (FindLogoutToken(request.Settings, user.Account))
            {
                if (user.Account.Password is not null)
                    throw AskPassword(caller, user.Account);
                return new Schema.AuthSentCodeSuccess { Authorization = logins.Enter(caller, user.Account) };
            }
        }

        return _codes.Send(phone);
    }

    private ITlObject CancelCode(Schema.AuthCancelCodeRequest request)
    {
        _codes.Find(request.PhoneNumber, request.PhoneCodeHash);
        _codes.Forget(request.PhoneCodeHash);
        return TlValue.True;
    }

    /// <summary>Logs a person in. Unless the emulator is told otherwise, an unknown number becomes a new person at once.</summary>
    private Schema.AuthAuthorizationBase SignIn(RpcCaller caller, Schema.AuthSignInRequest request)
    {
        _codes.Check(request.PhoneNumber, request.PhoneCodeHash, request.PhoneCode);
        var phone = Roster.DigitsOf(request.PhoneNumber);
        if (world.Roster.FindPhone(phone) is not { } user)
        {
            if (options.SignUpRequired)
            {
                _codes.Prove(request.PhoneCodeHash);
                return new Schema.AuthAuthorizationSignUpRequired();
            }

            user = AddUser(caller, $"User {phone[^4..]}", null, phone);
        }

        CheckHome(caller, user, "PHONE_MIGRATE");
        _codes.Forget(request.PhoneCodeHash);
        return user.Account.Password is null ? logins.Enter(caller, user.Account) : throw AskPassword(caller, user.Account);
    }

    private Schema.AuthAuthorization SignUp(RpcCaller caller, Schema.AuthSignUpRequest request)
    {
        if (options.SignUpRequired)
            _codes.CheckProven(request.PhoneNumber, request.PhoneCodeHash);
        else
            _codes.Find(request.PhoneNumber, request.PhoneCodeHash);
        if (string.IsNullOrWhiteSpace(request.FirstName))
            throw new WorldException(400, "FIRSTNAME_INVALID");
        if (world.Roster.FindPhone(request.PhoneNumber) is not null)
            throw new WorldException(400, "PHONE_NUMBER_OCCUPIED");
        _codes.Forget(request.PhoneCodeHash);
        var lastName = request.LastName.Length == 0 ? null : request.LastName;
        return logins.Enter(caller, AddUser(caller, request.FirstName, lastName, request.PhoneNumber).Account);
    }

    private Schema.AuthAuthorization CheckPassword(RpcCaller caller, Schema.AuthCheckPasswordRequest request)
    {
        var account = caller.Login.AwaitingPassword ?? caller.Account ?? throw new WorldException(401, "AUTH_KEY_UNREGISTERED");
        if (account.Password is { } password)
        {
            if (request.Password is not Schema.InputCheckPasswordSRP answer || !password.Check(answer.SrpId, answer.A, answer.M1))
                throw new WorldException(400, "PASSWORD_HASH_INVALID");
        }

        return logins.Enter(caller, account);
    }

    private Schema.AuthExportedAuthorization Export(RpcCaller caller, Schema.AuthExportAuthorizationRequest request)
    {
        if (request.DcId == caller.DcId || options.DataCenters().All(dc => dc.Id != request.DcId))
            throw new WorldException(400, "DC_ID_INVALID");
        var id = world.Random.NextInt64(1, long.MaxValue);
        var proof = RandomBytes(32);
        _exported[id] = (caller.Account!, proof, request.DcId);
        return new Schema.AuthExportedAuthorization { Id = id, Bytes = proof };
    }

    private Schema.AuthAuthorization Import(RpcCaller caller, Schema.AuthImportAuthorizationRequest request)
    {
        if (!_exported.TryGetValue(request.Id, out var exported) || exported.DcId != caller.DcId
            || !CryptographicOperations.FixedTimeEquals(exported.Proof, request.Bytes))
        {
            throw new WorldException(400, "AUTH_BYTES_INVALID");
        }

        _exported.Remove(request.Id);
        return logins.Visit(caller, exported.Account);
    }

    /// <summary>Source: https://core.telegram.org/method/auth.logOut</summary>
    private Schema.AuthLoggedOut LogOut(RpcCaller caller)
    {
        var account = caller.Account;
        logins.Leave(caller.Login);
        if (account is null or { IsBot: true })
            return new Schema.AuthLoggedOut();
        var token = RandomBytes(LogoutTokenBytes);
        _accountOfLogoutToken[Convert.ToHexString(token)] = account;
        return new Schema.AuthLoggedOut { FutureAuthToken = token };
    }

    private static WorldException AskPassword(RpcCaller caller, Account account)
    {
        caller.Login.AwaitingPassword = account;
        return new WorldException(401, "SESSION_PASSWORD_NEEDED");
    }

    /// <summary>Whoever logged out of the account here before is let in again without a code, once.</summary>
    /// <remarks>Source: https://core.telegram.org/api/auth#future-auth-tokens</remarks>
    private bool FindLogoutToken(Schema.CodeSettings settings, Account account) =>
        settings.LogoutTokens is { } tokens && tokens.Any(token =>
            _accountOfLogoutToken.TryGetValue(Convert.ToHexString(token), out var owner) && owner == account
            && _accountOfLogoutToken.Remove(Convert.ToHexString(token)));

    /// <summary>A new person lives where the first login was.</summary>
    private EmulatedUser AddUser(RpcCaller caller, string firstName, string? lastName, string phone)
    {
        var user = world.Roster.AddUser(firstName, lastName, phone, null);
        if (options.AccountsHaveHomes)
            user.DataCenter = caller.DcId;
        return user;
    }

    /// <summary>Source: https://core.telegram.org/api/errors#303-see-other</summary>
    private void CheckHome(RpcCaller caller, EmulatedUser user, string error)
    {
        if (options.AccountsHaveHomes && user.DataCenter != caller.DcId)
            throw new WorldException(303, $"{error}_{user.DataCenter}");
    }

    /// <summary>Any application may log in here, but it must say which it is, as at Telegram.</summary>
    public static void CheckApi(int apiId, string apiHash)
    {
        if (apiId <= 0 || string.IsNullOrWhiteSpace(apiHash))
            throw new WorldException(400, "API_ID_INVALID");
    }

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        world.Random.NextBytes(bytes);
        return bytes;
    }
}
