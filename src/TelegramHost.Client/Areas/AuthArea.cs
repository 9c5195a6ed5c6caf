using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

/// <summary>Logs in and out.</summary>
public sealed partial class AuthArea
{
    private readonly IRpcInvoker _invoker;
    private readonly PeerCache _peers;
    private readonly TelegramClientOptions _options;
    private readonly IEntropy _entropy;
    private readonly TimeProvider _time;

    internal AuthArea(IRpcInvoker invoker, PeerCache peers, TelegramClientOptions options, IEntropy entropy, TimeProvider time)
    {
        _time = time;
        _invoker = invoker;
        _peers = peers;
        _options = options;
        _entropy = entropy;
    }

    /// <summary>What the client does once an account is logged in: it keeps the login and starts to receive updates.</summary>
    internal Func<Model.User, CancellationToken, Task>? SignedIn { get; set; }

    /// <summary>What the client does when nobody is logged in any more and the server has no more to say of it.</summary>
    internal Func<CancellationToken, Task>? SignedOut { get; set; }

    /// <summary>What Telegram gave at earlier logins and logouts, so that this one needs no code.</summary>
    internal Func<byte[][]>? FutureAuthTokens { get; set; }

    /// <summary>Makes another data centre the account's own.</summary>
    internal Func<int, CancellationToken, Task>? MoveHome { get; set; }

    /// <summary>Leads a person through a login, by phone or QR code, with password or sign-up where the account wants them.</summary>
    /// <param name="authenticator">Who asks the person.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The account that is logged in.</returns>
    /// <exception cref="RpcException">Telegram refused for a reason that no other answer can change.</exception>
    /// <exception cref="LoginDeclinedException">The person did not want to sign up.</exception>
    public Task<Model.User> LogInAsync(ITelegramAuthenticator authenticator, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(authenticator);
        return new LoginFlow(this, authenticator, string.IsNullOrWhiteSpace(_options.PhoneNumber) ? null : _options.PhoneNumber).RunAsync(cancellationToken);
    }

    /// <summary>Whether somebody is logged in.</summary>
    public async Task<bool> IsAuthorizedAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            _peers.Learn(await _invoker.InvokeAsync(new UsersGetUsersRequest { Id = [new InputUserSelf()] }, cancellationToken).ConfigureAwait(false));
            return true;
        }
        catch (RpcException error) when (error.Code == 401)
        {
            return false;
        }
    }

    /// <summary>Logs in as a bot.</summary>
    /// <param name="token">The token from @BotFather; a secret.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <remarks>Source: https://core.telegram.org/method/auth.importBotAuthorization</remarks>
    /// <exception cref="RpcException">Telegram refused: <c>ACCESS_TOKEN_INVALID</c>, <c>ACCESS_TOKEN_EXPIRED</c>, <c>API_ID_INVALID</c> …</exception>
    public async Task<Model.User> SignInBotAsync(string token, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        var request = new AuthImportBotAuthorizationRequest
        {
            Flags = 0,
            ApiId = _options.ApiId,
            ApiHash = _options.ApiHash,
            BotAuthToken = token,
        };
        var answer = await _invoker.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(answer, request.MethodName, cancellationToken).ConfigureAwait(false) is SignInResult.SignedIn signedIn
            ? signedIn.User
            : throw new UnexpectedAnswerException(request.MethodName, "the bot's account", answer.GetType().Name);
    }

    /// <summary>Logs out. The key is worth nothing afterwards; what the session keeps may spare the next login of the same account the code.</summary>
    /// <remarks>Source: https://core.telegram.org/method/auth.logOut</remarks>
    public async Task LogOutAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _invoker.InvokeAsync(new AuthLogOutRequest(), cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (RpcErrors.IsLoggedOut(error))
        {
            // The answer to a first try was lost, or somebody else was faster.
            if (SignedOut is { } signedOut)
                await signedOut(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SignInResult> FinishAsync(AuthAuthorizationBase answer, string method, CancellationToken cancellationToken)
    {
        switch (answer)
        {
            case AuthAuthorizationSignUpRequired signUp:
                return new SignInResult.SignUpRequired(signUp.TermsOfService?.Text);
            case AuthAuthorization { User: Schema.User user }:
                _peers.Learn(answer);
                _peers.SetSelf(user.Id);
                var me = ModelFactory.UserOf(PeerRecords.Of(user)!) with { IsSelf = true };
                if (SignedIn is { } signedIn)
                    await signedIn(me, cancellationToken).ConfigureAwait(false);
                return new SignInResult.SignedIn(me);
            default:
                throw new UnexpectedAnswerException(method, "the account", answer.GetType().Name);
        }
    }
}
