using TelegramHost.Client.Network;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Rpc;

/// <summary>Carries encoded calls to the right data centre, and the login there before the first of them.</summary>
internal sealed class DcInvoker(DcPool pool, LoginCarrier carrier, CdnConnections cdn)
{
    /// <summary>The one function of content delivery data centres, which no other knows.</summary>
    /// <remarks>
    /// "CDNs support only the following methods: upload.getCdnFile, initConnection, invokeWithLayer."
    /// Source: https://core.telegram.org/cdn#how-cdn-dcs-are-different-from-the-master-dcs
    /// </remarks>
    public const string CdnMethod = "upload.getCdnFile";

    /// <summary>Whether <paramref name="dc"/> is the account's own data centre, as null always is.</summary>
    public bool IsHome(int? dc) => dc is null || dc == pool.HomeDc;

    /// <summary>Sends a boxed function once and answers the boxed result.</summary>
    /// <param name="dc">The data centre; null for the account's own.</param>
    /// <param name="body">The boxed function.</param>
    /// <param name="kind">Whether it may be sent twice over a lost connection, and whether it moves a part of a file.</param>
    /// <param name="method">The function's name in the schema.</param>
    /// <param name="place">Its place in a row of calls; null for none.</param>
    /// <param name="cancellationToken">Drops the call.</param>
    public async Task<byte[]> InvokeAsync(
        int? dc, ReadOnlyMemory<byte> body, RequestKind kind, string method, SequencePlace? place, CancellationToken cancellationToken)
    {
        if (IsHome(dc))
            return await pool.InvokeAsync(pool.HomeDc, body, kind, method, place, cancellationToken).ConfigureAwait(false);

        var target = dc!.Value;
        if (method == CdnMethod)
            return await cdn.InvokeAsync(target, body, kind, method, cancellationToken).ConfigureAwait(false);
        var login = await carrier.EnsureAsync(target, cancellationToken).ConfigureAwait(false);
        try
        {
            return await pool.InvokeAsync(target, body, kind, method, place, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException exception) when (RpcErrors.IsLoggedOut(exception))
        {
            // Another data centre may forget a login while the account's own one keeps it: carry it over once more.
            await carrier.ForgetAsync(target, login, cancellationToken).ConfigureAwait(false);
            await carrier.EnsureAsync(target, cancellationToken).ConfigureAwait(false);
            return await pool.InvokeAsync(target, body, kind, method, place, cancellationToken).ConfigureAwait(false);
        }
    }
}
