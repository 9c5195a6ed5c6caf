using TelegramHost.MtProto.Crypto;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

public sealed partial class AuthArea
{
    /// <summary>Ends a login with the account's password, which never leaves this machine.</summary>
    /// <remarks>Source: https://core.telegram.org/api/srp</remarks>
    /// <exception cref="RpcException">Telegram refused: <c>PASSWORD_HASH_INVALID</c> means that the password is wrong; ask again.</exception>
    /// <exception cref="NotSupportedException">The account uses a way to check passwords that this version does not know.</exception>
    /// <exception cref="MtProto.ProtocolException">The server's parameters are not safe to use.</exception>
    public async Task<SignInResult> CheckPasswordAsync(string password, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        try
        {
            return await TryPasswordAsync(password, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (error.Error == "SRP_ID_INVALID")
        {
            // The server's half of the proof is good for one try and a short time; a fresh one is asked for once.
            return await TryPasswordAsync(password, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SignInResult> PasswordRequiredAsync(CancellationToken cancellationToken) =>
        new SignInResult.PasswordRequired(await PasswordHintAsync(cancellationToken).ConfigureAwait(false));

    private async Task<string?> PasswordHintAsync(CancellationToken cancellationToken) =>
        (await _invoker.InvokeAsync(new AccountGetPasswordRequest(), cancellationToken).ConfigureAwait(false)).Hint;

    private async Task<SignInResult> TryPasswordAsync(string password, CancellationToken cancellationToken)
    {
        var settings = await _invoker.InvokeAsync(new AccountGetPasswordRequest(), cancellationToken).ConfigureAwait(false);
        InputCheckPasswordSRPBase check = new InputCheckPasswordEmpty();
        if (settings.HasPassword)
        {
            if (settings is not
                {
                    CurrentAlgo: PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow algo,
                    SrpB: { } srpB,
                    SrpId: { } srpId,
                })
            {
                throw new NotSupportedException(
                    $"The account checks passwords by {settings.CurrentAlgo?.GetType().Name ?? "nothing that the server names"}, which this version does not know. Update TelegramHost.");
            }

            var parameters = new SrpParameters(algo.Salt1, algo.Salt2, algo.G, algo.P);

            // A hundred thousand rounds of hashing are too long for the caller's thread.
            var proof = await Task.Run(() => Srp.Prove(parameters, srpB, password, _entropy), cancellationToken).ConfigureAwait(false);
            check = new InputCheckPasswordSRP { SrpId = srpId, A = proof.A, M1 = proof.M1 };
        }

        var request = new AuthCheckPasswordRequest { Password = check };
        var answer = await _invoker.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(answer, request.MethodName, cancellationToken).ConfigureAwait(false);
    }
}
