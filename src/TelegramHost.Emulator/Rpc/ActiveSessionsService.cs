using TelegramHost.Tl;

namespace TelegramHost.Emulator.Rpc;

/// <summary>The list of an account's logins, and ending the others.</summary>
/// <remarks>Source: https://core.telegram.org/method/account.getAuthorizations</remarks>
internal sealed class ActiveSessionsService(LoginBook logins)
{
    private const int TtlDays = 180;

    public void Register(RpcTable table)
    {
        table.On(Schema.AccountGetAuthorizationsRequest.Constructor, Schema.AccountGetAuthorizationsRequest.Read, RpcAccess.Person, (caller, _) => List(caller));
        table.On(Schema.AccountResetAuthorizationRequest.Constructor, Schema.AccountResetAuthorizationRequest.Read, RpcAccess.Person, End);
        table.On(Schema.AuthResetAuthorizationsRequest.Constructor, Schema.AuthResetAuthorizationsRequest.Read, RpcAccess.Person, (caller, _) => EndOthers(caller));
    }

    /// <summary>A login as the list shows it; the caller's own has no hash there.</summary>
    public static Schema.Authorization Describe(LoginState login, RpcCaller caller) => new()
    {
        Current = login == caller.Login,
        PasswordPending = login.AwaitingPassword is not null,
        Hash = login == caller.Login ? 0 : login.Hash,
        DeviceModel = login.Device?.Model ?? "",
        Platform = "",
        SystemVersion = login.Device?.SystemVersion ?? "",
        ApiId = login.Device?.ApiId ?? 0,
        AppName = "",
        AppVersion = login.Device?.AppVersion ?? "",
        DateCreated = login.Since,
        DateActive = login.Since,
        Ip = "127.0.0.1",
        Country = "",
        Region = "",
    };

    private Schema.AccountAuthorizations List(RpcCaller caller) => new()
    {
        AuthorizationTtlDays = TtlDays,
        Authorizations = [.. logins.Of(caller.Account!).Select(login => Describe(login, caller))],
    };

    private ITlObject End(RpcCaller caller, Schema.AccountResetAuthorizationRequest request)
    {
        if (logins.Of(caller.Account!).FirstOrDefault(login => login != caller.Login && login.Hash == request.Hash) is not { } other)
            throw new WorldException(400, "HASH_INVALID");
        logins.Revoke(other);
        return TlValue.True;
    }

    private ITlObject EndOthers(RpcCaller caller)
    {
        foreach (var other in logins.Of(caller.Account!).Where(login => login != caller.Login))
            logins.Revoke(other);
        return TlValue.True;
    }
}
