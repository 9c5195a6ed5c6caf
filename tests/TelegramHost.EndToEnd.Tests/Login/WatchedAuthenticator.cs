using TelegramHost.Client.Areas;
using TelegramHost.Client.Model;

namespace TelegramHost.EndToEnd.Tests.Login;

/// <summary>Lets a test know of the codes that another authenticator shows, after it has shown them.</summary>
internal sealed class WatchedAuthenticator(ITelegramAuthenticator shown, ScriptedPerson watcher) : ITelegramAuthenticator
{
    public ValueTask<LoginMethod> ChooseMethodAsync(LoginMethodQuestion question, CancellationToken cancellationToken) =>
        shown.ChooseMethodAsync(question, cancellationToken);

    public ValueTask<CodeReply> AskCodeAsync(CodeQuestion question, CancellationToken cancellationToken) => shown.AskCodeAsync(question, cancellationToken);

    public ValueTask<string> AskPasswordAsync(PasswordQuestion question, CancellationToken cancellationToken) =>
        shown.AskPasswordAsync(question, cancellationToken);

    public ValueTask<SignUpReply?> AskNameAsync(SignUpQuestion question, CancellationToken cancellationToken) => shown.AskNameAsync(question, cancellationToken);

    public async ValueTask ShowQrCodeAsync(SignInResult.ScanRequired code, CancellationToken cancellationToken)
    {
        await shown.ShowQrCodeAsync(code, cancellationToken);
        await watcher.ShowQrCodeAsync(code, cancellationToken);
    }

    public ValueTask ShowLoggedInAsync(User user, CancellationToken cancellationToken) => shown.ShowLoggedInAsync(user, cancellationToken);
}
