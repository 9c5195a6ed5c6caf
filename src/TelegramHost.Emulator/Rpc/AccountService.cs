using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary><c>account.*</c>: the password, the profile, and what clients tell without expecting anything.</summary>
internal sealed class AccountService(World world)
{
    public void Register(RpcTable table)
    {
        table.On(Schema.AccountGetPasswordRequest.Constructor, Schema.AccountGetPasswordRequest.Read, RpcAccess.Anyone, (caller, _) => GetPassword(caller));
        table.On(Schema.AccountUpdateProfileRequest.Constructor, Schema.AccountUpdateProfileRequest.Read, RpcAccess.Person, UpdateProfile);
        table.On(Schema.AccountCheckUsernameRequest.Constructor, Schema.AccountCheckUsernameRequest.Read, RpcAccess.Person,
            (_, request) => TlValue.Of(IsFree(request.Username)));
        table.On(Schema.AccountUpdateUsernameRequest.Constructor, Schema.AccountUpdateUsernameRequest.Read, RpcAccess.Person, UpdateUsername);
        table.On(Schema.AccountUpdateStatusRequest.Constructor, Schema.AccountUpdateStatusRequest.Read, RpcAccess.Person, (_, _) => TlValue.True);
        table.On(Schema.AccountRegisterDeviceRequest.Constructor, Schema.AccountRegisterDeviceRequest.Read, RpcAccess.Account, (_, _) => TlValue.True);
        table.On(Schema.AccountInitTakeoutSessionRequest.Constructor, Schema.AccountInitTakeoutSessionRequest.Read, RpcAccess.Person,
            (caller, _) => BeginTakeout(caller.Account!));
        table.On(Schema.AccountFinishTakeoutSessionRequest.Constructor, Schema.AccountFinishTakeoutSessionRequest.Read, RpcAccess.Person,
            (caller, _) => FinishTakeout(caller));
        table.On(Schema.AccountGetBotBusinessConnectionRequest.Constructor, Schema.AccountGetBotBusinessConnectionRequest.Read, RpcAccess.Bot,
            (caller, request) => world.Business.Describe(caller.Account!, request.ConnectionId));
        table.On(Schema.AccountGetNotifySettingsRequest.Constructor, Schema.AccountGetNotifySettingsRequest.Read, RpcAccess.Person,
            (_, _) => new Schema.PeerNotifySettings());
    }

    private Schema.AccountPassword GetPassword(RpcCaller caller)
    {
        var account = caller.Login.AwaitingPassword ?? caller.Account ?? throw new WorldException(401, "AUTH_KEY_UNREGISTERED");
        var secureRandom = new byte[256];
        world.Random.NextBytes(secureRandom);
        var newSalt = new byte[8];
        world.Random.NextBytes(newSalt);
        var answer = new Schema.AccountPassword
        {
            NewAlgo = Algorithm(newSalt, newSalt),
            NewSecureAlgo = new Schema.SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000 { Salt = newSalt },
            SecureRandom = secureRandom,
        };
        if (account.Password is { } password)
        {
            var (srpId, b) = password.Begin();
            answer.HasPassword = true;
            answer.CurrentAlgo = Algorithm(password.Salt1, password.Salt2);
            answer.SrpB = b;
            answer.SrpId = srpId;
            answer.Hint = password.Hint;
        }

        return answer;
    }

    private Schema.AccountTakeout BeginTakeout(Account account)
    {
        var id = world.Random.NextInt64(1, long.MaxValue);
        account.Takeouts.Add(id);
        return new Schema.AccountTakeout { Id = id };
    }

    // Source: https://core.telegram.org/method/account.finishTakeoutSession
    private static ITlObject FinishTakeout(RpcCaller caller)
    {
        caller.Account!.Takeouts.Remove(caller.Takeout ?? throw new WorldException(403, "TAKEOUT_REQUIRED"));
        return TlValue.True;
    }

    private static Schema.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow Algorithm(byte[] salt1, byte[] salt2) =>
        new() { Salt1 = salt1, Salt2 = salt2, G = CloudPassword.G, P = CloudPassword.Prime };

    private Schema.UserBase UpdateProfile(RpcCaller caller, Schema.AccountUpdateProfileRequest request)
    {
        var user = caller.Account!.User;
        if (request.FirstName is { } firstName)
            user.FirstName = string.IsNullOrWhiteSpace(firstName) ? throw new WorldException(400, "FIRSTNAME_INVALID") : firstName.Trim();
        if (request.LastName is { } lastName)
            user.LastName = lastName.Length == 0 ? null : lastName;
        user.About = request.About ?? user.About;
        TellName(user);
        return world.View.User(caller.Account, user);
    }

    private Schema.UserBase UpdateUsername(RpcCaller caller, Schema.AccountUpdateUsernameRequest request)
    {
        var user = caller.Account!.User;
        var name = request.Username.Length == 0 ? null : request.Username;
        if (name == user.Username)
            throw new WorldException(400, "USERNAME_NOT_MODIFIED");
        if (name is not null && !IsFree(name))
            throw new WorldException(400, "USERNAME_OCCUPIED");
        world.Roster.Name(user, name);
        TellName(user);
        return world.View.User(caller.Account, user);
    }

    private bool IsFree(string username)
    {
        if (username.Length is < 4 or > 32 || !char.IsAsciiLetter(username[0]) || !username.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw new WorldException(400, "USERNAME_INVALID");
        return world.Roster.FindUsername(username) is null;
    }

    /// <summary>Those who have a conversation with the user learn its new name.</summary>
    private void TellName(EmulatedUser user)
    {
        var update = new Schema.UpdateUserName
        {
            UserId = user.Id,
            FirstName = user.FirstName,
            LastName = user.LastName ?? "",
            Usernames = user.Username is { } name ? [new Schema.Username { UsernameValue = name, Active = true, Editable = true }] : [],
        };
        foreach (var other in world.Roster.Users)
        {
            if (other == user || (!other.IsBot && other.Account.Box.FindDialog(user.Key) is not null))
                world.Postman.Push(other.Account, 0, update);
        }
    }
}
