using System.CommandLine;

namespace TelegramHost.Cli;

/// <summary>What <c>telegramhost emulator</c> was asked to do.</summary>
/// <param name="Port">The TCP port; 0 takes any free one.</param>
/// <param name="PublicKeyFile">Where the public key goes, or null.</param>
/// <param name="Bots">The bots that exist from the start.</param>
/// <param name="LoginCode">The code of every login by phone.</param>
/// <param name="LayerSchemas">A folder with further layers, or null.</param>
/// <param name="ProxySecret">The secret of proxied clients, or null.</param>
/// <param name="IsStrict">Whether offences are reported.</param>
internal sealed record EmulatorSettings(
    int Port, string? PublicKeyFile, IReadOnlyList<BotArgument> Bots, string LoginCode, string? LayerSchemas, string? ProxySecret, bool IsStrict)
{
    /// <summary>Reads and checks the values of the options.</summary>
    /// <exception cref="ArgumentException">A value cannot be used; the message names the option.</exception>
    public static EmulatorSettings Read(ParseResult arguments, EmulatorOptionSet options)
    {
        var code = arguments.GetValue(options.LoginCode)!;
        if (code.Length == 0)
            throw new ArgumentException("--login-code is empty; expected the digits that log a person in, for example 12345.");
        var folder = arguments.GetValue(options.LayerSchemas);
        if (folder is not null && !Directory.Exists(folder))
            throw new ArgumentException($"--layer-schemas: the folder '{folder}' does not exist.");

        var bots = (arguments.GetValue(options.Bots) ?? []).Select(BotArgument.Parse).ToList();
        if (bots.GroupBy(bot => bot.Username, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"--bot: two bots are called @{twice.Key}.");
        return new EmulatorSettings(
            arguments.GetValue(options.Port),
            arguments.GetValue(options.PublicKey),
            bots,
            code,
            folder,
            arguments.GetValue(options.ProxySecret),
            arguments.GetValue(options.Strict));
    }
}
