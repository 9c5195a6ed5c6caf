using TelegramHost.Client.Model;

namespace TelegramHost.Client.Areas;

/// <summary>Leads a person through a login, whichever way it takes; every front goes through here.</summary>
internal sealed class LoginFlow(AuthArea auth, ITelegramAuthenticator person, string? phoneNumber)
{
    // AUTH_RESTART: "Restart the authorization process". Twice in a row it means something else.
    private const int MaxRestarts = 1;

    private int _restarts;

    /// <summary>Runs until somebody is logged in.</summary>
    /// <exception cref="RpcException">Telegram refuses for a reason that no other answer of the person can change.</exception>
    /// <exception cref="LoginDeclinedException">The person does not want to sign up.</exception>
    public async Task<User> RunAsync(CancellationToken cancellationToken)
    {
        string? problem = null;
        while (true)
        {
            try
            {
                if (await TryAsync(problem, cancellationToken).ConfigureAwait(false) is { } user)
                {
                    await person.ShowLoggedInAsync(user, cancellationToken).ConfigureAwait(false);
                    return user;
                }

                problem = null;
            }
            catch (ArgumentException exception) when (phoneNumber is null && exception.ParamName == AuthArea.PhoneNumberParameter)
            {
                problem = LoginProblems.NoNumber;
            }
            catch (RpcException error) when (error.Error == "AUTH_RESTART" && _restarts++ < MaxRestarts)
            {
                problem = null;
            }
            catch (RpcException error) when (phoneNumber is null && LoginProblems.OfNumber(error) is not null)
            {
                // Another number, or another way, may do. One that stands in the settings is for its author to change.
                problem = LoginProblems.OfNumber(error);
            }
        }
    }

    /// <summary>One login from its beginning; null if the person wants to begin again.</summary>
    private async Task<User?> TryAsync(string? problem, CancellationToken cancellationToken)
    {
        var method = phoneNumber is null
            ? await person.ChooseMethodAsync(new LoginMethodQuestion(problem), cancellationToken).ConfigureAwait(false)
            : new LoginMethod.Phone(phoneNumber);
        var result = method is LoginMethod.Phone phone
            ? await ByCodeAsync(phone.Number, cancellationToken).ConfigureAwait(false)
            : await ByScanAsync(cancellationToken).ConfigureAwait(false);
        if (result is SignInResult.PasswordRequired required)
            result = await AskPasswordAsync(required.Hint, cancellationToken).ConfigureAwait(false);
        return (result as SignInResult.SignedIn)?.User;
    }

    private async Task<SignInResult> ByScanAsync(CancellationToken cancellationToken)
    {
        var result = await auth.RequestQrCodeAsync(cancellationToken).ConfigureAwait(false);
        while (result is SignInResult.ScanRequired code)
        {
            await person.ShowQrCodeAsync(code, cancellationToken).ConfigureAwait(false);
            result = await auth.WaitForScanAsync(code, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<SignInResult?> ByCodeAsync(string number, CancellationToken cancellationToken)
    {
        var sent = await auth.SendCodeAsync(number, cancellationToken).ConfigureAwait(false);
        string? problem = null;
        while (true)
        {
            if (sent.SignedIn is { } user)
                return new SignInResult.SignedIn(user);
            if (sent.PasswordRequired is { } passwordRequired)
                return passwordRequired;
            var reply = await person.AskCodeAsync(new CodeQuestion(sent, problem), cancellationToken).ConfigureAwait(false);
            problem = null;
            try
            {
                switch (reply)
                {
                    case CodeReply.StartOver:
                        await auth.CancelCodeAsync(sent, cancellationToken).ConfigureAwait(false);
                        return null;
                    case CodeReply.SendAgain:
                        sent = await auth.ResendCodeAsync(sent, cancellationToken).ConfigureAwait(false);
                        break;
                    case CodeReply.Code { Text: var code } when !string.IsNullOrWhiteSpace(code):
                        var result = await auth.SignInAsync(sent, code, cancellationToken).ConfigureAwait(false);
                        return result is SignInResult.SignUpRequired signUp
                            ? await SignUpAsync(sent, signUp.TermsOfService, cancellationToken).ConfigureAwait(false)
                            : result;
                }
            }
            catch (RpcException error) when (error.Error == "PHONE_CODE_EXPIRED")
            {
                problem = "That code has expired; a new one was sent.";
                sent = await auth.SendCodeAsync(number, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException error) when (LoginProblems.OfCode(error) is { } sentence)
            {
                problem = sentence;
            }
        }
    }

    private async Task<SignInResult> SignUpAsync(SentCode sent, string? terms, CancellationToken cancellationToken)
    {
        string? problem = null;
        while (true)
        {
            var reply = await person.AskNameAsync(new SignUpQuestion(terms, problem), cancellationToken).ConfigureAwait(false)
                ?? throw new LoginDeclinedException("The phone number has no Telegram account, and none was wanted. Log in with another number, or sign up with one of Telegram's apps.");
            try
            {
                return await auth.SignUpAsync(sent, reply.FirstName, reply.LastName, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException error) when (LoginProblems.OfName(error) is { } sentence)
            {
                problem = sentence;
            }
        }
    }

    private async Task<SignInResult> AskPasswordAsync(string? hint, CancellationToken cancellationToken)
    {
        string? problem = null;
        while (true)
        {
            var password = await person.AskPasswordAsync(new PasswordQuestion(hint, problem), cancellationToken).ConfigureAwait(false);
            if (string.IsNullOrEmpty(password))
                continue;
            try
            {
                return await auth.CheckPasswordAsync(password, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException error) when (LoginProblems.OfPassword(error) is { } sentence)
            {
                problem = sentence;
            }
        }
    }
}
