using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto.Session;
using TelegramHost.Schema;

namespace TelegramHost.Client.Rpc;

/// <summary>Carries the login from the account's data centre to another one, once for each.</summary>
/// <remarks>Source: https://core.telegram.org/api/datacenter#authorization-transfer</remarks>
internal sealed class LoginCarrier(DcPool pool, LiveSession session, ILogger logger)
{
    private readonly SingleFlight<int> _carrying = new();
    private volatile ImmutableDictionary<int, int> _carried = ImmutableDictionary<int, int>.Empty;

    /// <summary>Makes sure that the account is logged in at <paramref name="dc"/>; nothing happens if nobody is logged in at all.</summary>
    /// <returns>Which login it is, for <see cref="ForgetAsync"/>.</returns>
    public async ValueTask<int> EnsureAsync(int dc, CancellationToken cancellationToken) => IsCarried(dc)
        ? _carried.GetValueOrDefault(dc)
        : await _carrying.RunAsync(dc, token => CarryAsync(dc, token), cancellationToken).ConfigureAwait(false);

    /// <summary>The data centre has said that it does not know <paramref name="login"/>; nothing happens if it has another by now.</summary>
    public ValueTask ForgetAsync(int dc, int login, CancellationToken cancellationToken) => session.UpdateAsync(
        // Changes are made one at a time: of all who were refused with this login, the first one takes it back.
        snapshot => _carried.GetValueOrDefault(dc) == login ? snapshot.With(dc, snapshot.Dc(dc) with { IsAuthorized = false }) : snapshot,
        cancellationToken);

    private bool IsCarried(int dc) =>
        session.Current is var current && (dc == current.HomeDc || current.AccountId is null || current.Dc(dc).IsAuthorized);

    private async Task<int> CarryAsync(int dc, CancellationToken cancellationToken)
    {
        // Somebody else may have finished between the look and the turn.
        if (IsCarried(dc))
            return _carried.GetValueOrDefault(dc);
        try
        {
            await ImportAsync(dc, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (error.Error == RpcErrorNames.AuthBytesInvalid)
        {
            // The import had an effect, its answer was lost with the server's session, and it was sent again: its ticket is used up by then.
            await ImportAsync(dc, cancellationToken).ConfigureAwait(false);
        }

        await session.UpdateAsync(
            snapshot =>
            {
                _carried = _carried.SetItem(dc, _carried.GetValueOrDefault(dc) + 1);
                return snapshot.With(dc, snapshot.Dc(dc) with { IsAuthorized = true });
            },
            cancellationToken).ConfigureAwait(false);
        RpcLog.LoginImported(logger, dc);
        return _carried[dc];
    }

    private async Task ImportAsync(int dc, CancellationToken cancellationToken)
    {
        var export = new AuthExportAuthorizationRequest { DcId = dc };
        var ticket = RpcCodec.Decode(export, await pool.InvokeAsync(
            pool.HomeDc, RpcCodec.Encode(export), RequestKind.Repeatable, export.MethodName, place: null, cancellationToken).ConfigureAwait(false));
        var import = new AuthImportAuthorizationRequest { Id = ticket.Id, Bytes = ticket.Bytes };
        await pool.InvokeAsync(dc, RpcCodec.Encode(import), RequestKind.Repeatable, import.MethodName, place: null, cancellationToken).ConfigureAwait(false);
    }
}
