using System.Threading.Channels;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Model;

namespace TelegramHost.EndToEnd.Tests.Login;

/// <summary>A person who answers as a test has planned, and notes what was asked.</summary>
internal sealed class ScriptedPerson : ITelegramAuthenticator
{
    private readonly Channel<SignInResult.ScanRequired> _codes = Channel.CreateUnbounded<SignInResult.ScanRequired>();
    private readonly Channel<User> _welcomes = Channel.CreateUnbounded<User>();

    public Queue<LoginMethod> Methods { get; } = [];

    public Queue<CodeReply> Codes { get; } = [];

    public Queue<string> Passwords { get; } = [];

    public Queue<SignUpReply?> Names { get; } = [];

    /// <summary>What was asked, in its order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The codes that were shown.</summary>
    public ChannelReader<SignInResult.ScanRequired> Shown => _codes.Reader;

    /// <summary>The logins that have ended well.</summary>
    public ChannelReader<User> Welcomed => _welcomes.Reader;

    public ValueTask<LoginMethod> ChooseMethodAsync(LoginMethodQuestion question, CancellationToken cancellationToken)
    {
        Asked.Add($"method: {question.Problem}");
        return ValueTask.FromResult(Methods.Dequeue());
    }

    public ValueTask<CodeReply> AskCodeAsync(CodeQuestion question, CancellationToken cancellationToken)
    {
        Asked.Add($"{question.Sent.Delivery}: {question.Problem}");
        return ValueTask.FromResult(Codes.Dequeue());
    }

    public ValueTask<string> AskPasswordAsync(PasswordQuestion question, CancellationToken cancellationToken)
    {
        Asked.Add($"password ({question.Hint}): {question.Problem}");
        return ValueTask.FromResult(Passwords.Dequeue());
    }

    public ValueTask<SignUpReply?> AskNameAsync(SignUpQuestion question, CancellationToken cancellationToken)
    {
        Asked.Add($"name: {question.Problem}");
        return ValueTask.FromResult(Names.Dequeue());
    }

    public ValueTask ShowQrCodeAsync(SignInResult.ScanRequired code, CancellationToken cancellationToken)
    {
        _codes.Writer.TryWrite(code);
        return ValueTask.CompletedTask;
    }

    public ValueTask ShowLoggedInAsync(User user, CancellationToken cancellationToken)
    {
        Asked.Add($"welcome {user.FirstName}");
        _welcomes.Writer.TryWrite(user);
        return ValueTask.CompletedTask;
    }
}
