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

    /// <summary>The number has no account yet; it is made with one of the official apps.</summary>
    /// <param name="TermsOfService">The terms that its owner would accept.</param>
    public sealed record SignUpRequired(string? TermsOfService) : SignInResult;
}
