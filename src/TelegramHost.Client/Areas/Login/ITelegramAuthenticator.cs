using TelegramHost.Client.Model;

namespace TelegramHost.Client.Areas;

/// <summary>Asks a person what a login needs to know: in a terminal, on a page, or wherever an application meets its user.</summary>
/// <remarks>
/// The client calls it while it connects, when nobody is logged in and <c>Telegram:BotToken</c> is not set; or
/// <see cref="AuthArea.LogInAsync"/> does. One question at a time; the next comes when the last is answered. An implementation MUST end with
/// <see cref="OperationCanceledException"/> when it is cancelled, and MUST NOT log what it is told. What it throws ends the login.
/// Source: https://core.telegram.org/api/auth
/// </remarks>
public interface ITelegramAuthenticator
{
    /// <summary>Asks how to log in; not asked where <c>Telegram:PhoneNumber</c> is set.</summary>
    ValueTask<LoginMethod> ChooseMethodAsync(LoginMethodQuestion question, CancellationToken cancellationToken);

    /// <summary>Asks for the code that was sent.</summary>
    ValueTask<CodeReply> AskCodeAsync(CodeQuestion question, CancellationToken cancellationToken);

    /// <summary>Asks for the password of two-step verification.</summary>
    /// <returns>The password; it is forgotten after its check.</returns>
    ValueTask<string> AskPasswordAsync(PasswordQuestion question, CancellationToken cancellationToken);

    /// <summary>Asks whose account is to be made for a number that has none.</summary>
    /// <returns>The name; null if no account is wanted, which ends the login.</returns>
    ValueTask<SignUpReply?> AskNameAsync(SignUpQuestion question, CancellationToken cancellationToken);

    /// <summary>Shows a code to scan with another device; the next call shows the one that takes its place. MUST return without waiting for the scan.</summary>
    ValueTask ShowQrCodeAsync(SignInResult.ScanRequired code, CancellationToken cancellationToken);

    /// <summary>The login has ended well.</summary>
    ValueTask ShowLoggedInAsync(User user, CancellationToken cancellationToken);
}
