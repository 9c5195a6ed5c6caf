using Microsoft.Extensions.Logging;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Model;
using TelegramHost.LoopbackPage;

namespace TelegramHost.AspNetCore;

/// <summary>Asks for a user's login on a page of its own, on 127.0.0.1 and behind a random token; its address is logged.</summary>
/// <remarks>The page is there only while a login is under way. What is typed there is neither logged nor kept.</remarks>
public sealed class WebAuthenticator : ITelegramAuthenticator, IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly int _port;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly LoginConversation _conversation = new();
    private LoopbackServer? _server;

    /// <summary>Asks on a page at any free port.</summary>
    public WebAuthenticator(ILoggerFactory loggerFactory)
        : this(loggerFactory, port: 0)
    {
    }

    /// <summary>Asks on a page at <paramref name="port"/> of 127.0.0.1.</summary>
    /// <param name="loggerFactory">Where the page's address is told.</param>
    /// <param name="port">The TCP port; 0 takes any free one.</param>
    public WebAuthenticator(ILoggerFactory loggerFactory, int port)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        _logger = loggerFactory.CreateLogger("TelegramHost.Login");
        _port = port;
    }

    /// <summary>The page's address while a login is under way; its token is a secret. Null otherwise.</summary>
    public Uri? Address => Volatile.Read(ref _server)?.Address;

    /// <inheritdoc/>
    public async ValueTask<LoginMethod> ChooseMethodAsync(LoginMethodQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        var answer = await AskAsync(new LoginPageState("method", question.Problem), cancellationToken).ConfigureAwait(false);
        return answer.Kind == "qr" ? new LoginMethod.QrCode() : new LoginMethod.Phone(answer.Text);
    }

    /// <inheritdoc/>
    public async ValueTask<CodeReply> AskCodeAsync(CodeQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        var state = new LoginPageState("code", question.Problem)
        {
            Delivery = question.Sent.Delivery.ToString(),
            NextDelivery = question.Sent.NextDelivery?.ToString(),
            Length = question.Sent.Length,
        };
        var answer = await AskAsync(state, cancellationToken).ConfigureAwait(false);
        return answer.Kind switch
        {
            "again" => new CodeReply.SendAgain(),
            "back" => new CodeReply.StartOver(),
            _ => new CodeReply.Code(answer.Text),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<string> AskPasswordAsync(PasswordQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        return (await AskAsync(new LoginPageState("password", question.Problem) { Hint = question.Hint }, cancellationToken).ConfigureAwait(false)).Text;
    }

    /// <inheritdoc/>
    public async ValueTask<SignUpReply?> AskNameAsync(SignUpQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        var answer = await AskAsync(new LoginPageState("name", question.Problem) { Hint = question.TermsOfService }, cancellationToken).ConfigureAwait(false);
        return answer.Kind == "decline" ? null : new SignUpReply(answer.Text, answer.More);
    }

    /// <inheritdoc/>
    public async ValueTask ShowQrCodeAsync(SignInResult.ScanRequired code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        _conversation.Show(new LoginPageState("qr", null) { QrCode = QrSvg.Of(code.Link.OriginalString) });
    }

    /// <inheritdoc/>
    public async ValueTask ShowLoggedInAsync(User user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        _conversation.Show(new LoginPageState("done", null) { Hint = user.FirstName });
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            // The page still has to hear of it.
            await _conversation.WaitUntilSeenAsync(cancellationToken).ConfigureAwait(false);
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
            await server.DisposeAsync().ConfigureAwait(false);
        _opening.Dispose();
    }

    private async Task<LoginPageAnswer> AskAsync(LoginPageState state, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await _conversation.AskAsync(state, cancellationToken).ConfigureAwait(false);
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_server is not null)
                return;
            _server = await LoginPage.StartAsync(_conversation, _port, cancellationToken).ConfigureAwait(false);
            LoginLog.Asking(_logger, _server.Address);
        }
        finally
        {
            _opening.Release();
        }
    }
}
