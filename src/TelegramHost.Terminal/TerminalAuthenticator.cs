using Spectre.Console;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Model;

namespace TelegramHost.Terminal;

/// <summary>Asks for a user's login in the terminal: prompts for number, code and password, or a QR code to scan.</summary>
/// <remarks>Needs a terminal with a keyboard; a service without one logs in once with <c>telegramhost login</c>, or through a page.</remarks>
public sealed class TerminalAuthenticator : ITelegramAuthenticator
{
    private const string SendAgain = "again";
    private const string StartOver = "back";

    private readonly IAnsiConsole _console;
    private int _linesOfCode;

    /// <summary>Asks in the process's own terminal.</summary>
    public TerminalAuthenticator()
        : this(AnsiConsole.Console)
    {
    }

    /// <summary>Asks in <paramref name="console"/>.</summary>
    public TerminalAuthenticator(IAnsiConsole console)
    {
        ArgumentNullException.ThrowIfNull(console);
        _console = console;
    }

    /// <inheritdoc/>
    public async ValueTask<LoginMethod> ChooseMethodAsync(LoginMethodQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        RequireKeyboard();
        Say(question.Problem);
        _linesOfCode = 0;
        var answer = await AskAsync("Phone number, or [b]qr[/] for a code to scan:", cancellationToken).ConfigureAwait(false);
        return answer.Equals("qr", StringComparison.OrdinalIgnoreCase) ? new LoginMethod.QrCode() : new LoginMethod.Phone(answer);
    }

    /// <inheritdoc/>
    public async ValueTask<CodeReply> AskCodeAsync(CodeQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        RequireKeyboard();
        Say(question.Problem);
        var again = question.Sent.NextDelivery is { } next ? $"[b]{SendAgain}[/] to get it {DescribeWay(next)}, " : "";
        var answer = await AskAsync(
            $"The code that came {DescribeWay(question.Sent.Delivery)} ({again}[b]{StartOver}[/] to begin again):", cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            _ when answer.Equals(SendAgain, StringComparison.OrdinalIgnoreCase) => new CodeReply.SendAgain(),
            _ when answer.Equals(StartOver, StringComparison.OrdinalIgnoreCase) => new CodeReply.StartOver(),
            _ => new CodeReply.Code(answer),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<string> AskPasswordAsync(PasswordQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        RequireKeyboard();
        Say(question.Problem);
        var hint = string.IsNullOrEmpty(question.Hint) ? "" : $" (hint: {Markup.Escape(question.Hint)})";
        return await new TextPrompt<string>($"Password{hint}:").Secret(null).ShowAsync(_console, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<SignUpReply?> AskNameAsync(SignUpQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        RequireKeyboard();
        Say(question.Problem);
        _console.WriteLine("This number has no Telegram account.");
        if (question.TermsOfService is { } terms)
            _console.WriteLine(terms);
        var first = await AskAsync("First name of a new account, which accepts Telegram's terms of service (nothing: no account):", cancellationToken, mayBeEmpty: true)
            .ConfigureAwait(false);
        if (first.Length == 0)
            return null;
        return new SignUpReply(first, await AskAsync("Last name (may be left out):", cancellationToken, mayBeEmpty: true).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public ValueTask ShowQrCodeAsync(SignInResult.ScanRequired code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        var lines = QrBlocks.Of(code.Link.OriginalString);
        if (_linesOfCode == 0)
            _console.WriteLine("Scan this with a device that is logged in: Settings > Devices > Link Desktop Device.");
        else if (_console.Profile.Capabilities.Ansi)
            _console.Cursor.MoveUp(_linesOfCode);
        foreach (var line in lines)
            _console.Write(new Text(line + "\n", new Style(Color.Black, Color.White)));
        _linesOfCode = lines.Count;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ShowLoggedInAsync(User user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        _linesOfCode = 0;
        _console.MarkupLineInterpolated($"[green]Logged in as {user.FirstName}.[/]");
        return ValueTask.CompletedTask;
    }

    private static string DescribeWay(CodeDelivery delivery) => delivery switch
    {
        CodeDelivery.App => "in another Telegram app",
        CodeDelivery.Sms or CodeDelivery.SmsWords or CodeDelivery.Firebase => "by SMS",
        CodeDelivery.Call => "by a call",
        CodeDelivery.FlashCall => "as the number of a call",
        CodeDelivery.MissedCall => "as the last digits of a caller's number",
        CodeDelivery.Email or CodeDelivery.SetUpEmail => "by e-mail",
        CodeDelivery.Fragment => "at fragment.com",
        _ => "from Telegram",
    };

    private void Say(string? problem)
    {
        if (problem is not null)
            _console.MarkupLineInterpolated($"[red]{problem}[/]");
    }

    private async Task<string> AskAsync(string prompt, CancellationToken cancellationToken, bool mayBeEmpty = false)
    {
        var question = new TextPrompt<string>(prompt);
        if (mayBeEmpty)
            question.AllowEmpty();
        return (await question.ShowAsync(_console, cancellationToken).ConfigureAwait(false)).Trim();
    }

    private void RequireKeyboard()
    {
        if (!_console.Profile.Capabilities.Interactive)
        {
            throw new LoginDeclinedException(
                "Telegram wants to know who logs in, and there is no terminal to ask in. Log in once with telegramhost login, and give the session to this program.");
        }
    }
}
