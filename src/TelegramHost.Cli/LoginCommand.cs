using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Options;
using TelegramHost.Client;
using TelegramHost.MtProto;
using TelegramHost.Terminal;

namespace TelegramHost.Cli;

/// <summary><c>telegramhost login</c>: logs a user in, and leaves the session for programs that have no terminal.</summary>
internal static class LoginCommand
{
    private const int Failed = 1;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var options = new LoginOptionSet();
        var command = new Command("login", "Log a user in, by phone or QR code, and keep the login in a session.");
        options.AddTo(command);
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, options, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, LoginOptionSet options, CancellationToken cancellationToken)
    {
        try
        {
            var settings = SettingsOf(arguments, options);
            var client = TelegramClient.Create(settings, authenticator: new TerminalAuthenticator());
            await using (client.ConfigureAwait(false))
            {
                await client.ConnectAsync(cancellationToken).ConfigureAwait(false);
                var me = await client.GetMeAsync(cancellationToken).ConfigureAwait(false);
                await Console.Out.WriteLineAsync($"The session of {me.FirstName} ({me.Id.ToString(CultureInfo.InvariantCulture)}) is in {SessionPlace.NameOf(settings.Session)}. Keep it like a password.")
                    .ConfigureAwait(false);
            }

            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            await Console.Error.WriteLineAsync(SettingNames.AsOptions(string.Join(" ", wrong.Failures))).ConfigureAwait(false);
            return Failed;
        }
        catch (Exception exception) when (exception is TelegramException or HandshakeException or FormatException or ArgumentException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(SettingNames.AsOptions(exception.Message)).ConfigureAwait(false);
            return Failed;
        }
    }

    private static TelegramClientOptions SettingsOf(ParseResult arguments, LoginOptionSet options)
    {
        var settings = new TelegramClientOptions
        {
            ApiId = arguments.GetValue(options.ApiId)
                ?? (int.TryParse(Environment.GetEnvironmentVariable("Telegram__ApiId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0),
            ApiHash = arguments.GetValue(options.ApiHash) ?? Environment.GetEnvironmentVariable("Telegram__ApiHash") ?? "",
            PhoneNumber = arguments.GetValue(options.Phone),
            Session = options.Place.Read(arguments),
            Connection =
            {
                Endpoint = arguments.GetValue(options.Endpoint),
                DataCenter = arguments.GetValue(options.DataCenter),
                TestServers = arguments.GetValue(options.TestServers),
                PublicKeys = arguments.GetValue(options.PublicKey) is { } key ? [key] : [],
            },
        };
        return settings;
    }
}
