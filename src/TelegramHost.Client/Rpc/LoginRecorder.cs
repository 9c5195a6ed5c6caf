using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TelegramHost.Client.Sessions;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Rpc;

/// <summary>Keeps in the session who is logged in, whichever call did it, and notices when a login is lost.</summary>
internal sealed class LoginRecorder(LiveSession session, ILogger logger)
{
    private static readonly string _logOut = new AuthLogOutRequest().MethodName;

    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _watches;

    /// <summary>Fails with <see cref="SessionLostException"/> when a login that was good ends; never completes otherwise.</summary>
    public Task Lost => _lost.Task;

    /// <summary>Whether a call that is sent now goes out in a login's name.</summary>
    public bool Watches => _watches;

    /// <summary>From now on an answer "not logged in" is a loss, and not the beginning of a login.</summary>
    public void Watch() => _watches = true;

    /// <summary>Looks at the result of a call; a login is durable when this ends.</summary>
    public ValueTask ObserveAsync(ITlRequest request, object result, CancellationToken cancellationToken) => result switch
    {
        // The same type answers the transfer of a login to another data centre, which changes nothing here.
        AuthAuthorization { User: Schema.User user } authorization when request is not AuthImportAuthorizationRequest =>
            KeepAsync(user, authorization.FutureAuthToken, cancellationToken),
        AuthLoginTokenSuccess { Authorization: AuthAuthorization { User: Schema.User user } authorization } =>
            KeepAsync(user, authorization.FutureAuthToken, cancellationToken),
        AuthSentCodeSuccess { Authorization: AuthAuthorization { User: Schema.User user } authorization } =>
            KeepAsync(user, authorization.FutureAuthToken, cancellationToken),
        AuthLoggedOut loggedOut => ClearAsync(loggedOut.FutureAuthToken, cancellationToken),
        _ => ValueTask.CompletedTask,
    };

    /// <summary>Looks at the error of a call to the account's own data centre, which was sent when a login was there.</summary>
    public void Observe(string method, RpcException error)
    {
        // Who logs out has lost nothing.
        if (!_watches || method == _logOut || (!RpcErrors.IsLoggedOut(error) && error is not AuthKeyDuplicatedException))
            return;
        _watches = false;
        RpcLog.LoggedOut(logger, error.Error);
        _lost.TrySetException(LossBy(error));
    }

    /// <summary>What is said of a login that <paramref name="error"/> has ended.</summary>
    public static SessionLostException LossBy(RpcException error) => new(
        $"The account was logged out ({error.Code} {error.Error}): log in again. A bot needs a valid Telegram:BotToken; a user removes the file at Telegram:Session:Path and logs in anew."
        + (error is AuthKeyDuplicatedException ? " The session was used from two places at once: give every process a session of its own." : ""),
        error);

    /// <summary>Forgets the key that Telegram has ended, so that the next login gets one of its own.</summary>
    /// <remarks>Source: https://core.telegram.org/api/errors#406-not-acceptable</remarks>
    public ValueTask DropKeyAsync() => session.UpdateAsync(
        snapshot => snapshot.With(snapshot.HomeDc, DcRecord.Empty with { Addresses = snapshot.Dc(snapshot.HomeDc).Addresses }), CancellationToken.None);

    /// <summary>Keeps that <paramref name="user"/> is logged in at the account's data centre.</summary>
    /// <param name="user">The account.</param>
    /// <param name="futureAuthToken">What makes its next login easier, if Telegram gave that.</param>
    /// <param name="cancellationToken">Gives up the attempt.</param>
    public ValueTask KeepAsync(Schema.User user, byte[]? futureAuthToken, CancellationToken cancellationToken)
    {
        RpcLog.LoggedIn(logger, user.Id, user.Bot ? ", a bot" : "");
        return session.UpdateAsync(
            snapshot => snapshot.With(futureAuthToken) with
            {
                AccountId = user.Id,
                IsBot = user.Bot,
                Dcs = snapshot.Dcs.SetItem(snapshot.HomeDc, snapshot.Dc(snapshot.HomeDc) with { IsAuthorized = true }),
            },
            cancellationToken);
    }

    /// <summary>Keeps of a login that its owner has ended what the next one needs.</summary>
    /// <param name="futureAuthToken">What makes the next login easier, if Telegram gave that.</param>
    /// <param name="cancellationToken">Gives up the attempt.</param>
    public ValueTask ClearAsync(byte[]? futureAuthToken, CancellationToken cancellationToken)
    {
        _watches = false;
        return session.UpdateAsync(
            snapshot => new SessionSnapshot
            {
                HomeDc = snapshot.HomeDc,
                TestServers = snapshot.TestServers,
                Layer = snapshot.Layer,
                FutureAuthTokens = snapshot.With(futureAuthToken).FutureAuthTokens,
                // A logout destroys the key on the server, and the logins at other data centres with it.
                Dcs = snapshot.Dcs.ToImmutableSortedDictionary(dc => dc.Key, dc => DcRecord.Empty with { Addresses = dc.Value.Addresses }),
            },
            cancellationToken);
    }
}
