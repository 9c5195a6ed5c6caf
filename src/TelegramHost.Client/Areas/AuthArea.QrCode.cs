using System.Buffers.Text;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

public sealed partial class AuthArea
{
    private static readonly TimeSpan _longestCode = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _shortestCode = TimeSpan.FromSeconds(1);

    private TaskCompletionSource _scanned = NewSignal();

    /// <summary>Begins a login by a code that another device of the account scans.</summary>
    /// <returns><see cref="SignInResult.ScanRequired"/> with the code to show; go on with <see cref="WaitForScanAsync"/>.</returns>
    /// <remarks>Source: https://core.telegram.org/api/qr-login</remarks>
    /// <exception cref="RpcException">Telegram refused: <c>API_ID_INVALID</c> …</exception>
    public async Task<SignInResult> RequestQrCodeAsync(CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _scanned, NewSignal());
        return await TakeTokenAsync(
            new AuthExportLoginTokenRequest { ApiId = _options.ApiId, ApiHash = _options.ApiHash, ExceptIds = [] }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the code was scanned or has expired.</summary>
    /// <returns>
    /// <see cref="SignInResult.ScanRequired"/> with the code that takes its place, to be shown and waited for in turn; otherwise how the login goes on.
    /// </returns>
    /// <remarks>An account of another data centre is followed there. Source: https://core.telegram.org/api/qr-login</remarks>
    /// <exception cref="RpcException">Telegram refused.</exception>
    public async Task<SignInResult> WaitForScanAsync(SignInResult.ScanRequired code, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        // By a clock that is wrong the code would be long dead, or live for ever.
        var life = code.ExpiresAt - _time.GetUtcNow();
        life = life < _shortestCode ? _shortestCode : life > _longestCode ? _longestCode : life;
        try
        {
            await Volatile.Read(ref _scanned).Task.WaitAsync(life, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The same question gives a new code, or says that the old one was scanned after all.
        }

        return await RequestQrCodeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The server says that the code was scanned (<c>updateLoginToken</c>).</summary>
    internal void HandleScanned() => Volatile.Read(ref _scanned).TrySetResult();

    private async Task<SignInResult> TakeTokenAsync(Tl.ITlRequest<AuthLoginTokenBase> request, CancellationToken cancellationToken)
    {
        AuthLoginTokenBase answer;
        try
        {
            answer = await _invoker.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (error.Error == "SESSION_PASSWORD_NEEDED")
        {
            return await PasswordRequiredAsync(cancellationToken).ConfigureAwait(false);
        }

        switch (answer)
        {
            case AuthLoginToken token:
                return new SignInResult.ScanRequired(
                    new Uri("tg://login?token=" + Base64Url.EncodeToString(token.Token)), DateTimeOffset.FromUnixTimeSeconds(token.Expires));
            case AuthLoginTokenMigrateTo elsewhere when MoveHome is { } moveHome && request is AuthExportLoginTokenRequest:
                await moveHome(elsewhere.DcId, cancellationToken).ConfigureAwait(false);
                return await TakeTokenAsync(new AuthImportLoginTokenRequest { Token = elsewhere.Token }, cancellationToken).ConfigureAwait(false);
            case AuthLoginTokenSuccess success:
                return await FinishAsync(success.Authorization, request.MethodName, cancellationToken).ConfigureAwait(false);
            default:
                throw new UnexpectedAnswerException(request.MethodName, "a login token", answer.GetType().Name);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
