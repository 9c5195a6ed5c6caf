using TelegramHost.Client.Model;

namespace TelegramHost.Client.Areas;

/// <summary>How a login goes on after its code.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <summary>The account is logged in.</summary>
    /// <param name="User">The account.</param>
    public sealed record SignedIn(User User) : SignInResult;

    /// <summary>The account has a password: go on with <see cref="AuthArea.CheckPasswordAsync"/>.</summary>
    /// <param name="Hint">What its owner noted to remember it by.</param>
    public sealed record PasswordRequired(string? Hint) : SignInResult;

    /// <summary>The number has no account yet: go on with <see cref="AuthArea.SignUpAsync"/>.</summary>
    /// <param name="TermsOfService">The terms that its owner would accept.</param>
    public sealed record SignUpRequired(string? TermsOfService) : SignInResult;

    /// <summary>Another device has to scan a code: show it, and go on with <see cref="AuthArea.WaitForScanAsync"/>.</summary>
    /// <param name="Link">What the QR code says; a secret until it has expired.</param>
    /// <param name="ExpiresAt">When it is worth nothing any more, by the server's clock; about 30 seconds after it was made.</param>
    public sealed record ScanRequired(Uri Link, DateTimeOffset ExpiresAt) : SignInResult
    {
        /// <summary>The link stays out of logs.</summary>
        public override string ToString() => $"{nameof(ScanRequired)} until {ExpiresAt:T}";
    }
}
