using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TelegramHost.Cli;

/// <summary>The options of <c>telegramhost emulator</c>.</summary>
internal sealed class EmulatorOptionSet
{
    public Option<int> Port { get; } = new("--port")
    {
        Description = "The TCP port on 127.0.0.1; 0 takes any free one.",
        DefaultValueFactory = _ => 4430,
        CustomParser = ReadPort,
    };

    public Option<string?> PublicKey { get; } = new("--public-key")
    {
        Description = "The file that the server's public RSA key is written to, in PEM form; clients need it in place of Telegram's.",
    };

    public Option<string[]> Bots { get; } = new("--bot")
    {
        Description = "A bot, as ID:SECRET@username; may be given several times.",
    };

    public Option<string> LoginCode { get; } = new("--login-code")
    {
        Description = "The code that every login by phone accepts.",
        DefaultValueFactory = _ => "12345",
    };

    public Option<string?> LayerSchemas { get; } = new("--layer-schemas")
    {
        Description = "A folder of .tl files that begin with '// LAYER n': further layers in which clients may speak.",
    };

    public Option<string?> ProxySecret { get; } = new("--proxy-secret")
    {
        Description = "The secret of clients that take the emulator for an MTProxy: 16 bytes, also with dd before or with ee before and a domain behind, in hexadecimal or base64url.",
    };

    public Option<bool> Strict { get; } = new("--strict")
    {
        Description = "Report each offence of a client against the protocol.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Port);
        command.Options.Add(PublicKey);
        command.Options.Add(Bots);
        command.Options.Add(LoginCode);
        command.Options.Add(LayerSchemas);
        command.Options.Add(ProxySecret);
        command.Options.Add(Strict);
    }

    private static int ReadPort(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535)
            return port;
        result.AddError($"--port {text} is no TCP port; expected 1 to 65535, or 0 for any free one.");
        return 0;
    }
}
