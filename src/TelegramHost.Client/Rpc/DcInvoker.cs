using TelegramHost.Client.Network;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Rpc;

/// <summary>Carries encoded calls to the right data centre, and the login there before the first of them.</summary>
internal sealed class DcInvoker(DcPool pool, LoginCarrier carrier)
{
    /// <summary>Sends a boxed function once and answers the boxed result.</summary>
    /// <param name="dc">The data centre; null for the account's own.</param>
    /// <param name="body">The boxed function.</param>
    /// <param name="kind">Whether it may be sent twice over a lost connection.</param>
    /// <param name="method">The function's name in the schema.</param>
    /// <param name="cancellationToken">Drops the call.</param>
    public async Task<byte[]> InvokeAsync(int? dc, ReadOnlyMemory<byte> body, RequestKind kind, string method, CancellationToken cancellationToken)
    {
        var target = dc ?? pool.HomeDc;
        if (target == pool.HomeDc)
            return await pool.Home.InvokeAsync(body, kind, method, cancellationToken).ConfigureAwait(false);

        await carrier.EnsureAsync(target, cancellationToken).ConfigureAwait(false);
        try
        {
            return await pool.Get(target).InvokeAsync(body, kind, method, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException exception) when (RpcErrors.IsLoggedOut(exception))
        {
            // Another data centre may forget a login while the account's own one keeps it: carry it over once more.
            await carrier.ForgetAsync(target, cancellationToken).ConfigureAwait(false);
            await carrier.EnsureAsync(target, cancellationToken).ConfigureAwait(false);
            return await pool.Get(target).InvokeAsync(body, kind, method, cancellationToken).ConfigureAwait(false);
        }
    }
}
