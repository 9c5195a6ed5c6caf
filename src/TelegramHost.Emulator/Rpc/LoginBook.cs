namespace TelegramHost.Emulator.Rpc;

/// <summary>The logins there are, and how each begins and ends. Needs the world's lock.</summary>
internal sealed class LoginBook(World world)
{
    private readonly List<LoginState> _logins = [];

    /// <summary>The logins of an account at its own data centre, oldest first.</summary>
    public IReadOnlyList<LoginState> Of(Account account) => [.. _logins.Where(login => login.Account == account)];

    /// <summary>An account logs in.</summary>
    public Schema.AuthAuthorization Enter(RpcCaller caller, Account account)
    {
        var login = caller.Login;
        (login.Account, login.AwaitingPassword, login.WasRevoked) = (account, null, false);
        (login.Hash, login.Since) = (world.Random.NextInt64(1, long.MaxValue), world.Clock.UnixTime);
        if (!_logins.Contains(login))
            _logins.Add(login);
        return new Schema.AuthAuthorization { User = world.View.User(account, account.User) };
    }

    /// <summary>An account carries its login over from its own data centre; it is no login of its own.</summary>
    public Schema.AuthAuthorization Visit(RpcCaller caller, Account account)
    {
        (caller.Login.Account, caller.Login.WasRevoked) = (account, false);
        return new Schema.AuthAuthorization { User = world.View.User(account, account.User) };
    }

    /// <summary>The client logs out.</summary>
    public void Leave(LoginState login)
    {
        (login.Account, login.AwaitingPassword) = (null, null);
        _logins.Remove(login);
    }

    /// <summary>Somebody ends the login from elsewhere: its client finds the line cut, and then that it is not logged in.</summary>
    public void Revoke(LoginState login)
    {
        Leave(login);
        login.WasRevoked = true;
        world.Outlet?.Cut(login);
    }
}
