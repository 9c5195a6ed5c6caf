using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto.Session;
using TelegramHost.Schema;

namespace TelegramHost.Client.Rpc;

/// <summary>Moves the account to the data centre where the server says that it lives, and its login before it.</summary>
/// <remarks>
/// "USER_MIGRATE_X: the user whose identity is being used to execute queries is associated with a different DC." Mostly this is met at login, when there
/// is nothing to take along; but Telegram may move an account at any time.
/// Source: https://core.telegram.org/api/datacenter#user-migration
/// </remarks>
internal sealed class HomeMove(DcPool pool, LoginCarrier carrier, LiveSession session, TelegramClientOptions options)
{
    private readonly SingleFlight<bool> _moving = new();

    /// <summary>Makes <paramref name="dc"/> the account's data centre, for good; whoever else is sent there meanwhile waits for the same move.</summary>
    public Task RunAsync(int dc, CancellationToken cancellationToken) => _moving.RunAsync(dc, token => MoveAsync(dc, token), cancellationToken);

    private async Task<bool> MoveAsync(int dc, CancellationToken cancellationToken)
    {
        for (var further = 0; ; further++)
        {
            try
            {
                return await MoveOnceAsync(dc, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException error) when (further < RpcPipelines.MaxMigrations && RpcErrors.MovesHome(error, out var next) && next != dc)
            {
                // It has moved on meanwhile, or back.
                dc = next;
            }
        }
    }

    private async Task<bool> MoveOnceAsync(int dc, CancellationToken cancellationToken)
    {
        var current = session.Current;
        if (dc == current.HomeDc)
            return false;
        // The old data centre may refuse everything by now, also the export of a login; a bot does not need it.
        if (current is { AccountId: not null, IsBot: true } && !string.IsNullOrWhiteSpace(options.BotToken))
            await LogInAsync(options.BotToken, dc, cancellationToken).ConfigureAwait(false);
        else
            await carrier.EnsureAsync(dc, cancellationToken).ConfigureAwait(false);
        await pool.MoveHomeAsync(dc, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task LogInAsync(string token, int dc, CancellationToken cancellationToken)
    {
        var request = new AuthImportBotAuthorizationRequest { Flags = 0, ApiId = options.ApiId, ApiHash = options.ApiHash, BotAuthToken = token };
        await pool.InvokeAsync(dc, RpcCodec.Encode(request), RequestKind.Repeatable, request.MethodName, place: null, cancellationToken).ConfigureAwait(false);
        await session.UpdateAsync(snapshot => snapshot.With(dc, snapshot.Dc(dc) with { IsAuthorized = true }), cancellationToken).ConfigureAwait(false);
    }
}
