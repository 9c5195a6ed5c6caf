using System.CommandLine;
using System.Globalization;
using System.Text;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using TelegramHost.Emulator;

namespace TelegramHost.Cli;

/// <summary><c>telegramhost emulator</c>: an emulated Telegram for any client in any language.</summary>
internal static class EmulatorCommand
{
    private const int Failed = 1;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var options = new EmulatorOptionSet();
        var command = new Command("emulator", "Run an emulated Telegram on 127.0.0.1 until SIGTERM or Ctrl+C.");
        options.AddTo(command);
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, options, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, EmulatorOptionSet options, CancellationToken cancellationToken)
    {
        try
        {
            await ServeAsync(EmulatorSettings.Read(arguments, options), cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException or WorldException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return Failed;
        }
    }

    private static async Task ServeAsync(EmulatorSettings settings, CancellationToken cancellationToken)
    {
        // Opened before anything is logged, so that a path that can't be written is one sentence alone.
        await using var keyFile = settings.PublicKeyFile is { } path ? OpenKeyFile(path) : null;

        // Standard output carries nothing but the line that scripts wait for.
        using var serilog = new LoggerConfiguration()
            .MinimumLevel.Information()
            .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: CultureInfo.InvariantCulture)
            .CreateLogger();
        using var loggerFactory = new SerilogLoggerFactory(serilog);
        var emulator = TelegramEmulator.Start(
            new EmulatorOptions
            {
                Port = settings.Port,
                LoginCode = settings.LoginCode,
                LayerSchemasFolder = settings.LayerSchemas,
                ProxySecret = settings.ProxySecret,
                Strict = settings.IsStrict,
            },
            loggerFactory);
        await using (emulator.ConfigureAwait(false))
        {
            foreach (var bot in settings.Bots)
                emulator.World.AddBot(bot.Token, bot.Username);
            if (keyFile is not null)
                await WriteKeyAsync(keyFile, emulator.PublicKeyPem, cancellationToken).ConfigureAwait(false);

            using var stop = new StopSignal(cancellationToken);
            await Console.Out.WriteLineAsync($"READY {emulator.EndPoint}").ConfigureAwait(false);
            await Console.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await stop.WaitAsync().ConfigureAwait(false);
        }
    }

    private static FileStream OpenKeyFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new IOException($"--public-key: the file '{path}' cannot be written: {exception.Message}", exception);
        }
    }

    private static async Task WriteKeyAsync(FileStream file, string pem, CancellationToken cancellationToken)
    {
        // What was in the file stays until there is a new key.
        file.SetLength(0);
        await file.WriteAsync(Encoding.ASCII.GetBytes(pem), cancellationToken).ConfigureAwait(false);
        await file.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
