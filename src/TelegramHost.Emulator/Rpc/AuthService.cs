using System.Security.Cryptography;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary><c>auth.*</c>: bots by token, people by phone and code, and the second factor.</summary>
/// <remarks>Source: https://core.telegram.org/api/auth</remarks>
internal sealed class AuthService(World world, RpcRouterOptions options)
{
    private const int CodeTimeoutSeconds = 60;

    private readonly Dictionary<string, string> _phoneOfHash = [];
    private readonly Dictionary<long, (Account Account, byte[] Proof, int DcId)> _exported = [];

    public void Register(RpcTable table)
    {
        table.On(Schema.AuthImportBotAuthorizationRequest.Constructor, Schema.AuthImportBotAuthorizationRequest.Read, RpcAccess.Anyone, ImportBot);
        table.On(Schema.AuthSendCodeRequest.Constructor, Schema.AuthSendCodeRequest.Read, RpcAccess.Anyone, SendCode);
        table.On(Schema.AuthResendCodeRequest.Constructor, Schema.AuthResendCodeRequest.Read, RpcAccess.Anyone, (_, request) => ResendCode(request));
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
        return LogIn(caller, bot.Account);
    }

    private Schema.AuthSentCode SendCode(RpcCaller caller, Schema.AuthSendCodeRequest request)
    {
        CheckApi(request.ApiId, request.ApiHash);
        var phone = Roster.DigitsOf(request.PhoneNumber);
        if (phone.Length is < 5 or > 15)
            throw new WorldException(406, "PHONE_NUMBER_INVALID");
        if (world.Roster.FindPhone(phone) is { } user)
            CheckHome(caller, user, "PHONE_MIGRATE");
        var hash = Convert.ToHexStringLower(RandomBytes(9));
        _phoneOfHash[hash] = phone;
        return SentCode(hash, phone);
    }

    private Schema.AuthSentCode ResendCode(Schema.AuthResendCodeRequest request)
    {
        CheckHash(request.PhoneNumber, request.PhoneCodeHash);
        return SentCode(request.PhoneCodeHash, Roster.DigitsOf(request.PhoneNumber));
    }

    private ITlObject CancelCode(Schema.AuthCancelCodeRequest request)
    {
        CheckHash(request.PhoneNumber, request.PhoneCodeHash);
        _phoneOfHash.Remove(request.PhoneCodeHash);
        return TlValue.True;
    }

    /// <summary>Logs a person in. Unlike at Telegram, an unknown number becomes a new person at once: nobody could sign up beforehand.</summary>
    private Schema.AuthAuthorization SignIn(RpcCaller caller, Schema.AuthSignInRequest request)
    {
        CheckHash(request.PhoneNumber, request.PhoneCodeHash);
        if (string.IsNullOrEmpty(request.PhoneCode))
            throw new WorldException(400, "PHONE_CODE_EMPTY");
        if (request.PhoneCode != options.LoginCode)
            throw new WorldException(400, "PHONE_CODE_INVALID");

        var phone = Roster.DigitsOf(request.PhoneNumber);
        var user = world.Roster.FindPhone(phone) ?? AddUser(caller, $"User {phone[^4..]}", null, phone);
        CheckHome(caller, user, "PHONE_MIGRATE");
        _phoneOfHash.Remove(request.PhoneCodeHash);
        if (user.Account.Password is not null)
        {
            caller.Login.AwaitingPassword = user.Account;
            throw new WorldException(401, "SESSION_PASSWORD_NEEDED");
        }

        return LogIn(caller, user.Account);
    }

    private Schema.AuthAuthorization SignUp(RpcCaller caller, Schema.AuthSignUpRequest request)
    {
        CheckHash(request.PhoneNumber, request.PhoneCodeHash);
        if (string.IsNullOrWhiteSpace(request.FirstName))
            throw new WorldException(400, "FIRSTNAME_INVALID");
        if (world.Roster.FindPhone(request.PhoneNumber) is not null)
            throw new WorldException(400, "PHONE_NUMBER_OCCUPIED");
        _phoneOfHash.Remove(request.PhoneCodeHash);
        var lastName = request.LastName.Length == 0 ? null : request.LastName;
        return LogIn(caller, AddUser(caller, request.FirstName, lastName, request.PhoneNumber).Account);
    }

    private Schema.AuthAuthorization CheckPassword(RpcCaller caller, Schema.AuthCheckPasswordRequest request)
    {
        var account = caller.Login.AwaitingPassword ?? caller.Account ?? throw new WorldException(401, "AUTH_KEY_UNREGISTERED");
        if (account.Password is { } password)
        {
            if (request.Password is not Schema.InputCheckPasswordSRP answer || !password.Check(answer.SrpId, answer.A, answer.M1))
                throw new WorldException(400, "PASSWORD_HASH_INVALID");
        }

        return LogIn(caller, account);
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
        return LogIn(caller, exported.Account);
    }

    private static Schema.AuthLoggedOut LogOut(RpcCaller caller)
    {
        caller.Account = null;
        caller.Login.AwaitingPassword = null;
        return new Schema.AuthLoggedOut();
    }

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

    private Schema.AuthAuthorization LogIn(RpcCaller caller, Account account)
    {
        caller.Account = account;
        caller.Login.AwaitingPassword = null;
        return new Schema.AuthAuthorization { User = world.View.User(account, account.User) };
    }

    private Schema.AuthSentCode SentCode(string hash, string phone) => new()
    {
        Type = world.Roster.FindPhone(phone) is null
            ? new Schema.AuthSentCodeTypeSms { Length = options.LoginCode.Length }
            : new Schema.AuthSentCodeTypeApp { Length = options.LoginCode.Length },
        PhoneCodeHash = hash,
        NextType = new Schema.AuthCodeTypeSms(),
        Timeout = CodeTimeoutSeconds,
    };

    private void CheckHash(string phone, string hash)
    {
        if (!_phoneOfHash.TryGetValue(hash, out var expected) || expected != Roster.DigitsOf(phone))
            throw new WorldException(400, "PHONE_CODE_EXPIRED");
    }

    /// <summary>Any application may log in here, but it must say which it is, as at Telegram.</summary>
    private static void CheckApi(int apiId, string apiHash)
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
