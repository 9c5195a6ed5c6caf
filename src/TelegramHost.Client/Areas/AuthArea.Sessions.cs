using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

public sealed partial class AuthArea
{
    /// <summary>All devices and programs that are logged in to the account, this one included. Not for bots.</summary>
    /// <remarks>Source: https://core.telegram.org/method/account.getAuthorizations</remarks>
    public async Task<IReadOnlyList<ActiveSession>> GetSessionsAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _invoker.InvokeAsync(new AccountGetAuthorizationsRequest(), cancellationToken).ConfigureAwait(false);
        return [.. answer.Authorizations.Select(SessionOf)];
    }

    /// <summary>Logs another device or program out.</summary>
    /// <param name="id">Its <see cref="ActiveSession.Id"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <remarks>Source: https://core.telegram.org/method/account.resetAuthorization</remarks>
    /// <exception cref="RpcException">Telegram refused: <c>HASH_INVALID</c>, or <c>FRESH_RESET_AUTHORISATION_FORBIDDEN</c> within a day of this client's own login.</exception>
    public Task EndSessionAsync(long id, CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(new AccountResetAuthorizationRequest { Hash = id }, cancellationToken);

    /// <summary>Logs all other devices and programs out.</summary>
    /// <remarks>Source: https://core.telegram.org/method/auth.resetAuthorizations</remarks>
    /// <exception cref="RpcException">Telegram refused: <c>FRESH_RESET_AUTHORISATION_FORBIDDEN</c> within a day of this client's own login.</exception>
    public Task EndOtherSessionsAsync(CancellationToken cancellationToken = default) =>
        _invoker.InvokeAsync(new AuthResetAuthorizationsRequest(), cancellationToken);

    private static ActiveSession SessionOf(Authorization session) => new()
    {
        Id = session.Hash,
        IsCurrent = session.Current,
        IsPasswordPending = session.PasswordPending,
        IsOfficialApp = session.OfficialApp,
        ApiId = session.ApiId,
        Application = $"{session.AppName} {session.AppVersion}".Trim(),
        Device = session.DeviceModel,
        System = $"{session.Platform} {session.SystemVersion}".Trim(),
        CreatedAt = DateTimeOffset.FromUnixTimeSeconds(session.DateCreated),
        ActiveAt = DateTimeOffset.FromUnixTimeSeconds(session.DateActive),
        Address = session.Ip,
        Place = $"{session.Country} {session.Region}".Trim(),
    };
}
