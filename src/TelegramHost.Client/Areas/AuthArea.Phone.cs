using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

public sealed partial class AuthArea
{
    /// <summary>What an <see cref="ArgumentException"/> names that is about a phone number.</summary>
    internal const string PhoneNumberParameter = "phoneNumber";

    /// <summary>Asks for a login code. Where the account has logged in or out in this session before, Telegram may want none.</summary>
    /// <param name="phoneNumber">In international form, with or without <c>+</c> and blanks.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <remarks>Source: https://core.telegram.org/api/auth</remarks>
    /// <exception cref="RpcException">Telegram refused: <c>PHONE_NUMBER_INVALID</c>, <c>PHONE_NUMBER_BANNED</c>, <c>API_ID_INVALID</c> …</exception>
    public async Task<SentCode> SendCodeAsync(string phoneNumber, CancellationToken cancellationToken = default)
    {
        var phone = Digits(phoneNumber);
        var tokens = FutureAuthTokens?.Invoke();
        var request = new AuthSendCodeRequest
        {
            PhoneNumber = phone,
            ApiId = _options.ApiId,
            ApiHash = _options.ApiHash,
            Settings = new CodeSettings { LogoutTokens = tokens is { Length: > 0 } ? tokens : null },
        };
        AuthSentCodeBase answer;
        try
        {
            answer = await _invoker.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (error.Error == "SESSION_PASSWORD_NEEDED")
        {
            var hint = await PasswordHintAsync(cancellationToken).ConfigureAwait(false);
            return new SentCode { PhoneNumber = phone, PhoneCodeHash = "", PasswordRequired = new SignInResult.PasswordRequired(hint) };
        }

        return await SentCodeOfAsync(phone, answer, request.MethodName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for the code again, by the next way of delivery.</summary>
    /// <exception cref="RpcException">Telegram refused: <c>SEND_CODE_UNAVAILABLE</c>, <c>PHONE_CODE_EXPIRED</c> …</exception>
    public async Task<SentCode> ResendCodeAsync(SentCode code, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        var request = new AuthResendCodeRequest { PhoneNumber = code.PhoneNumber, PhoneCodeHash = code.PhoneCodeHash };
        return await SentCodeOfAsync(
            code.PhoneNumber, await _invoker.InvokeAsync(request, cancellationToken).ConfigureAwait(false), request.MethodName, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Gives the code that its owner received.</summary>
    /// <exception cref="RpcException">Telegram refused: <c>PHONE_CODE_INVALID</c> (ask again), <c>PHONE_CODE_EXPIRED</c> (send a new one) …</exception>
    public async Task<SignInResult> SignInAsync(SentCode sent, string code, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        var request = new AuthSignInRequest
        {
            PhoneNumber = sent.PhoneNumber,
            PhoneCodeHash = sent.PhoneCodeHash,
            PhoneCode = sent.Delivery == CodeDelivery.Email ? null : code.Trim(),
            EmailVerification = sent.Delivery == CodeDelivery.Email ? new EmailVerificationCode { Code = code.Trim() } : null,
        };
        AuthAuthorizationBase answer;
        try
        {
            answer = await _invoker.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (error.Error == "SESSION_PASSWORD_NEEDED")
        {
            return await PasswordRequiredAsync(cancellationToken).ConfigureAwait(false);
        }

        return await FinishAsync(answer, request.MethodName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the account of a number that has none, after its code was right; whoever does so agrees to the terms of service.</summary>
    /// <remarks>Source: https://core.telegram.org/method/auth.signUp</remarks>
    /// <exception cref="RpcException">Telegram refused: <c>FIRSTNAME_INVALID</c>, <c>PHONE_NUMBER_OCCUPIED</c>, <c>PHONE_CODE_EXPIRED</c> …</exception>
    public async Task<SignInResult> SignUpAsync(SentCode sent, string firstName, string lastName = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(firstName);
        ArgumentNullException.ThrowIfNull(lastName);
        var request = new AuthSignUpRequest
        {
            PhoneNumber = sent.PhoneNumber,
            PhoneCodeHash = sent.PhoneCodeHash,
            FirstName = firstName.Trim(),
            LastName = lastName.Trim(),
        };
        return await FinishAsync(
            await _invoker.InvokeAsync(request, cancellationToken).ConfigureAwait(false), request.MethodName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The code is not wanted any more, for example because the number was wrong. One that is gone already is no error.</summary>
    /// <remarks>Source: https://core.telegram.org/method/auth.cancelCode</remarks>
    public async Task CancelCodeAsync(SentCode sent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sent);
        try
        {
            await _invoker.InvokeAsync(
                new AuthCancelCodeRequest { PhoneNumber = sent.PhoneNumber, PhoneCodeHash = sent.PhoneCodeHash }, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error) when (error.Error == "PHONE_CODE_EXPIRED")
        {
            // What was to be reached is so.
        }
    }

    private async Task<SentCode> SentCodeOfAsync(string phone, AuthSentCodeBase answer, string method, CancellationToken cancellationToken)
    {
        switch (answer)
        {
            case AuthSentCode code:
                var (delivery, length) = DeliveryOf(code.Type);
                return new SentCode
                {
                    PhoneNumber = phone,
                    PhoneCodeHash = code.PhoneCodeHash,
                    Delivery = delivery,
                    Length = length,
                    NextDelivery = code.NextType is { } next ? DeliveryOf(next) : null,
                    ResendAfter = code.Timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                };
            case AuthSentCodeSuccess success
                when await FinishAsync(success.Authorization, method, cancellationToken).ConfigureAwait(false) is SignInResult.SignedIn signedIn:
                return new SentCode { PhoneNumber = phone, PhoneCodeHash = "", SignedIn = signedIn.User };
            default:
                throw new UnexpectedAnswerException(method, "a code that can be sent without payment", answer.GetType().Name);
        }
    }

    private static (CodeDelivery Delivery, int? Length) DeliveryOf(AuthSentCodeTypeBase type) => type switch
    {
        AuthSentCodeTypeApp t => (CodeDelivery.App, t.Length),
        AuthSentCodeTypeSms t => (CodeDelivery.Sms, t.Length),
        AuthSentCodeTypeCall t => (CodeDelivery.Call, t.Length),
        AuthSentCodeTypeFlashCall => (CodeDelivery.FlashCall, null),
        AuthSentCodeTypeMissedCall t => (CodeDelivery.MissedCall, t.Length),
        AuthSentCodeTypeEmailCode t => (CodeDelivery.Email, t.Length),
        AuthSentCodeTypeSetUpEmailRequired => (CodeDelivery.SetUpEmail, null),
        AuthSentCodeTypeFragmentSms t => (CodeDelivery.Fragment, t.Length),
        AuthSentCodeTypeFirebaseSms t => (CodeDelivery.Firebase, t.Length),
        AuthSentCodeTypeSmsWord or AuthSentCodeTypeSmsPhrase => (CodeDelivery.SmsWords, null),
        _ => (CodeDelivery.Unknown, null),
    };

    private static CodeDelivery DeliveryOf(AuthCodeTypeBase type) => type switch
    {
        AuthCodeTypeSms => CodeDelivery.Sms,
        AuthCodeTypeCall => CodeDelivery.Call,
        AuthCodeTypeFlashCall => CodeDelivery.FlashCall,
        AuthCodeTypeMissedCall => CodeDelivery.MissedCall,
        AuthCodeTypeFragmentSms => CodeDelivery.Fragment,
        _ => CodeDelivery.Unknown,
    };

    private static string Digits(string phoneNumber)
    {
        ArgumentNullException.ThrowIfNull(phoneNumber);
        return PhoneNumber.TryParse(phoneNumber, out var digits)
            ? digits
            : throw new ArgumentException("Not a phone number: expected the international form, +123456789012.", PhoneNumberParameter);
    }
}
