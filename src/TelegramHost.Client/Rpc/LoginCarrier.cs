using System.Collections.Concurrent;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto.Session;
using TelegramHost.Schema;

namespace TelegramHost.Client.Rpc;

/// <summary>Carries the login from the account's data centre to another one, once for each.</summary>
/// <remarks>Source: https://core.telegram.org/api/datacenter#authorization-transfer</remarks>
internal sealed class LoginCarrier(DcPool pool, LiveSession session, Microsoft.Extensions.Logging.ILogger logger)
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _oneAtATime = new();

    /// <summary>Makes sure that the account is logged in at <paramref name="dc"/>; nothing happens if nobody is logged in at all.</summary>
    public async Task EnsureAsync(int dc, CancellationToken cancellationToken)
    {
        if (IsCarried(dc))
            return;
        var gate = _oneAtATime.GetOrAdd(dc, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsCarried(dc))
                await CarryAsync(dc, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The data centre has said that it knows no login.</summary>
    public ValueTask ForgetAsync(int dc, CancellationToken cancellationToken) => SetAsync(dc, isAuthorized: false, cancellationToken);

    private bool IsCarried(int dc) => session.Current is var current && (current.AccountId is null || current.Dc(dc).IsAuthorized);

    private async Task CarryAsync(int dc, CancellationToken cancellationToken)
    {
        var export = new AuthExportAuthorizationRequest { DcId = dc };
        var ticket = RpcCodec.Decode(export, await pool.Home.InvokeAsync(
            RpcCodec.Encode(export), RequestKind.Repeatable, export.MethodName, cancellationToken).ConfigureAwait(false));
        var import = new AuthImportAuthorizationRequest { Id = ticket.Id, Bytes = ticket.Bytes };
        await pool.Get(dc).InvokeAsync(RpcCodec.Encode(import), RequestKind.Repeatable, import.MethodName, cancellationToken).ConfigureAwait(false);
        await SetAsync(dc, isAuthorized: true, cancellationToken).ConfigureAwait(false);
        RpcLog.LoginImported(logger, dc);
    }

    private ValueTask SetAsync(int dc, bool isAuthorized, CancellationToken cancellationToken) => session.UpdateAsync(
        snapshot => snapshot.With(dc, snapshot.Dc(dc) with { IsAuthorized = isAuthorized }), cancellationToken);
}
