using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Cli;

/// <summary><c>telegramhost session</c>: looks at sessions, and moves logins between stores and other libraries.</summary>
internal static class SessionCommand
{
    private const int Failed = 1;

    /// <summary>The command with its own commands.</summary>
    public static Command Create() => new("session", "Look at sessions, and move logins between stores and libraries.")
    {
        Inspect(), Export(), Import(), Convert(),
    };

    private static Command Inspect()
    {
        var place = new SessionPlaceOptionSet();
        var command = new Command("inspect", "Say what is in a session; keys are never shown.");
        place.AddTo(command);
        SetAction(command, async (arguments, cancellationToken) =>
        {
            var session = await SessionPlace.OpenAsync(place.Read(arguments), cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
                await SessionReport.WriteAsync(session, Console.Out, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command Export()
    {
        var (place, layout, dialogue) = (new SessionPlaceOptionSet(), new LayoutOptionSet(), new SecretDialogue());
        var command = new Command("export", "Print the login of a session as one line of text.");
        place.AddTo(command);
        layout.AddTo(command);
        dialogue.AddTo(command);
        SetAction(command, async (arguments, cancellationToken) =>
        {
            var session = await SessionPlace.OpenAsync(place.Read(arguments), cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await dialogue.ConfirmAsync(arguments, cancellationToken).ConfigureAwait(false);
                var login = await session.ReadLoginAsync(cancellationToken).ConfigureAwait(false);
                await Console.Out.WriteLineAsync(layout.Write(arguments, StringSession.FromLogin(login))).ConfigureAwait(false);
                CryptographicOperations.ZeroMemory(login);
            }
        });
        return command;
    }

    private static Command Import()
    {
        var place = new SessionPlaceOptionSet();
        var command = new Command("import", "Make a session of a login as text, of any known layout, which is read from standard input.");
        place.AddTo(command);
        SetAction(command, async (arguments, cancellationToken) =>
        {
            var options = place.Read(arguments);
            SessionPlace.RequireNoFile(options);
            var login = StringSession.Parse(await SecretDialogue.ReadAsync(cancellationToken).ConfigureAwait(false));
            var session = await SessionPlace.CreateAsync(options, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await session.WriteLoginAsync(login, cancellationToken).ConfigureAwait(false);
                await Console.Out.WriteLineAsync($"{session.Name} holds {login}. Keep it like a password, and use the login with one program at a time.").ConfigureAwait(false);
            }
        });
        return command;
    }

    private static Command Convert()
    {
        var (layout, dialogue) = (new LayoutOptionSet(), new SecretDialogue());
        var command = new Command("convert", "Print a login as text in another layout; it is read from standard input.");
        layout.AddTo(command);
        dialogue.AddTo(command);
        SetAction(command, async (arguments, cancellationToken) =>
        {
            await dialogue.ConfirmAsync(arguments, cancellationToken).ConfigureAwait(false);
            var login = StringSession.Parse(await SecretDialogue.ReadAsync(cancellationToken).ConfigureAwait(false));
            await Console.Out.WriteLineAsync(layout.Write(arguments, login)).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>Whatever goes wrong is one sentence.</summary>
    private static void SetAction(Command command, Func<ParseResult, CancellationToken, Task> act) => command.SetAction(async (arguments, cancellationToken) =>
    {
        try
        {
            await act(arguments, cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception) when (exception is TelegramException or FormatException or ArgumentException or InvalidOperationException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(SettingNames.AsOptions(exception.Message)).ConfigureAwait(false);
            return Failed;
        }
    });

    /// <summary>The options that say how a login is written as text.</summary>
    private sealed class LayoutOptionSet
    {
        private readonly Option<StringSessionFormat> _format = new("--format")
        {
            Description = "Whose layout: telegramhost, telethon, gramjs, pyrogram or mtcute.",
            DefaultValueFactory = _ => StringSessionFormat.TelegramHost,
        };

        private readonly Option<int?> _apiId = new("--api-id")
        {
            Description = "The application's id, which pyrogram has in its layout. Default: the environment variable Telegram__ApiId.",
        };

        public void AddTo(Command command)
        {
            command.Options.Add(_format);
            command.Options.Add(_apiId);
        }

        public string Write(ParseResult arguments, StringSession session)
        {
            var format = arguments.GetValue(_format);
            var apiId = arguments.GetValue(_apiId)
                ?? (int.TryParse(Environment.GetEnvironmentVariable("Telegram__ApiId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0);
            return format != StringSessionFormat.Pyrogram || apiId > 0
                ? session.Export(format, apiId)
                : throw new FormatException("The layout of pyrogram has the application's id in it: give it with --api-id.");
        }
    }
}
