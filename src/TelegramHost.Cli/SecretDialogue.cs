using System.CommandLine;
using Spectre.Console;

namespace TelegramHost.Cli;

/// <summary>How string sessions come in and go out: never as arguments, which everybody on the machine can read, and only if that is wanted.</summary>
internal sealed class SecretDialogue
{
    private const string PrintSecret = "--yes-print-secret";

    private readonly Option<bool> _printSecret = new(PrintSecret)
    {
        Description = "Print the login without asking. Whoever sees it can act as the account.",
    };

    /// <summary>Adds the option that answers in advance.</summary>
    public void AddTo(Command command) => command.Options.Add(_printSecret);

    /// <summary>Reads a string session from standard input, or asks for it, unseen.</summary>
    public static async Task<string> ReadAsync(CancellationToken cancellationToken) => Console.IsInputRedirected
        ? await Console.In.ReadToEndAsync(cancellationToken).ConfigureAwait(false)
        : await new TextPrompt<string>("String session:").Secret(null).ShowAsync(Asking(), cancellationToken).ConfigureAwait(false);

    /// <summary>Makes sure that a secret may be printed.</summary>
    /// <exception cref="InvalidOperationException">It may not.</exception>
    public async Task ConfirmAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_printSecret))
            return;
        if (Console.IsInputRedirected)
            throw new InvalidOperationException($"This prints the login, with which anybody can act as the account: say so with {PrintSecret}.");
        var prompt = new ConfirmationPrompt("This prints the login, with which anybody can act as the account. Go on?") { DefaultValue = false };
        if (!await prompt.ShowAsync(Asking(), cancellationToken).ConfigureAwait(false))
            throw new InvalidOperationException("Nothing was printed.");
    }

    // Standard output is for the answer alone.
    private static IAnsiConsole Asking() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
