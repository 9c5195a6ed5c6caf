using TelegramHost.Client.Areas;
using TelegramHost.Client.Network;
using TelegramHost.Client.Rpc;
using TelegramHost.Client.Sessions;
using TelegramHost.Schema;

namespace TelegramHost.Client;

/// <summary>What a client says first: it introduces itself, learns the addresses, and logs in if nobody is: a bot with its token, a user through the authenticator.</summary>
internal sealed class ClientLogin(
    TelegramClientOptions options, LiveSession session, DcPool pool, ConfigKeeper config, IRpcInvoker invoker, LoginRecorder logins, AuthArea auth,
    ITelegramAuthenticator? authenticator, TimeProvider time)
{
    /// <summary>Whether the stored session may be used with these settings.</summary>
    /// <exception cref="SessionStoreException">It is another account's, or of other servers.</exception>
    public static void CheckAccount(TelegramClientOptions options, SessionSnapshot stored, string place)
    {
        if (stored.TestServers != options.Connection.TestServers && stored.Dcs.Any(dc => !dc.Value.AuthKey.IsEmpty))
        {
            throw new SessionStoreException(SessionStoreFault.WrongAccount,
                $"The keys in {place} are of Telegram's {(stored.TestServers ? "test" : "production")} servers, and Telegram:Connection:TestServers is {options.Connection.TestServers}: change it back, or set Telegram:Session:Path to another file.");
        }

        if (stored.AccountId is not { } account || string.IsNullOrWhiteSpace(options.BotToken) || !BotToken.TryParse(options.BotToken, out var bot))
            return;
        if (account != bot)
        {
            throw new SessionStoreException(SessionStoreFault.WrongAccount,
                $"The account in {place} is {account}, and Telegram:BotToken belongs to bot {bot}: set the right token, or set Telegram:Session:Path to another file.");
        }
    }

    /// <summary>Connects and logs in.</summary>
    /// <returns>The id of the account that is logged in; null if a user has to log in first.</returns>
    /// <exception cref="SessionLostException">The stored login is of no use any more; where a new one may follow, its key is forgotten.</exception>
    public async Task<long?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LogInAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AuthKeyDuplicatedException exception)
        {
            if (options.Login.WhenLost == LoginLossPolicy.LogInAgain)
                await logins.DropKeyAsync().ConfigureAwait(false);
            throw LoginRecorder.LossBy(exception);
        }
    }

    private async Task<long?> LogInAsync(CancellationToken cancellationToken)
    {
        await config.TakeAsync(await IntroduceAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var account = await FindSelfAsync(cancellationToken).ConfigureAwait(false);
        if (account is null && !string.IsNullOrWhiteSpace(options.BotToken))
            account = (await auth.SignInBotAsync(options.BotToken, cancellationToken).ConfigureAwait(false)).Id;
        else if (account is null && authenticator is not null)
            account = (await auth.LogInAsync(authenticator, cancellationToken).ConfigureAwait(false)).Id;
        await session.UpdateAsync(
            snapshot => snapshot.Layer == ClientIntroduction.Layer ? snapshot : snapshot with { Layer = ClientIntroduction.Layer }, cancellationToken)
            .ConfigureAwait(false);
        return account;
    }

    /// <summary>The first call; with it the server learns who calls, and the client learns that the way there is good.</summary>
    /// <exception cref="TransportException">The server was not reached in time.</exception>
    private async Task<Config> IntroduceAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Connection.StartTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var pause = TimeSpan.Zero;
        while (true)
        {
            try
            {
                await Task.Delay(pause, time, either.Token).ConfigureAwait(false);
                return await invoker.InvokeAsync(new HelpGetConfigRequest(), either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Why the last try failed says more than that time is up.
                throw pool.Home.LastFailure is { } failure
                    ? new TransportException(failure.Message, failure.Code, failure)
                    : new TransportException(
                        $"Data centre {pool.HomeDc} did not answer within {options.Connection.StartTimeout.TotalSeconds:0.###} s (Telegram:Connection:StartTimeout). Check Telegram:Connection:Endpoint and this machine's network.",
                        inner: exception);
            }
            catch (RequestTimeoutException)
            {
                // The start has a limit of its own, which may be longer than that of a call, or none.
                pause = TimeSpan.Zero;
            }
            catch (DataCenterUnavailableException exception)
            {
                pause = exception.RetryAfter;
            }
        }
    }

    /// <summary>Asks who is logged in: a stored key that works is never logged in a second time.</summary>
    private async Task<long?> FindSelfAsync(CancellationToken cancellationToken)
    {
        try
        {
            var users = await invoker.InvokeAsync(new UsersGetUsersRequest { Id = [new InputUserSelf()] }, cancellationToken).ConfigureAwait(false);
            if (users is not [User self])
                return null;
            await logins.KeepAsync(self, futureAuthToken: null, cancellationToken).ConfigureAwait(false);
            CheckAccount(options, session.Current, "the session");
            return self.Id;
        }
        catch (UnauthorizedException exception)
        {
            return session.Current.AccountId is not null && options.Login.WhenLost == LoginLossPolicy.Stop ? throw LoginRecorder.LossBy(exception) : null;
        }
    }
}
