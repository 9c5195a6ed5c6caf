namespace TelegramHost.Emulator.Rpc;

/// <summary><c>auth.*LoginToken</c>: logging in by a code that another device scans.</summary>
/// <remarks>Source: https://core.telegram.org/api/qr-login</remarks>
internal sealed class QrLoginService(RpcRouterOptions options, LoginBook logins, LoginTickets tickets)
{
    public void Register(RpcTable table)
    {
        table.On(Schema.AuthExportLoginTokenRequest.Constructor, Schema.AuthExportLoginTokenRequest.Read, RpcAccess.Anyone, Export);
        table.On(Schema.AuthImportLoginTokenRequest.Constructor, Schema.AuthImportLoginTokenRequest.Read, RpcAccess.Anyone, Import);
        table.On(Schema.AuthAcceptLoginTokenRequest.Constructor, Schema.AuthAcceptLoginTokenRequest.Read, RpcAccess.Person, Accept);
    }

    private Schema.AuthLoginTokenBase Export(RpcCaller caller, Schema.AuthExportLoginTokenRequest request)
    {
        AuthService.CheckApi(request.ApiId, request.ApiHash);
        if (tickets.FindAccepted(caller.Login) is not var (token, account))
            return tickets.Issue(caller.Login);
        return options.AccountsHaveHomes && account.User.DataCenter != caller.DcId
            ? new Schema.AuthLoginTokenMigrateTo { DcId = account.User.DataCenter, Token = token }
            : Finish(caller, token);
    }

    private Schema.AuthLoginTokenSuccess Import(RpcCaller caller, Schema.AuthImportLoginTokenRequest request) => Finish(caller, request.Token);

    private Schema.AuthLoginTokenSuccess Finish(RpcCaller caller, byte[] token)
    {
        var account = tickets.Redeem(token);
        if (account.Password is not null)
        {
            caller.Login.AwaitingPassword = account;
            throw new WorldException(401, "SESSION_PASSWORD_NEEDED");
        }

        return new Schema.AuthLoginTokenSuccess { Authorization = logins.Enter(caller, account) };
    }

    private Schema.Authorization Accept(RpcCaller caller, Schema.AuthAcceptLoginTokenRequest request) =>
        ActiveSessionsService.Describe(tickets.Accept(caller.Account!, request.Token), caller);
}
