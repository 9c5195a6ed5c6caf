using System.CommandLine;

namespace TelegramHost.Cli;

/// <summary>The options of <c>telegramhost login</c>.</summary>
internal sealed class LoginOptionSet
{
    public Option<int?> ApiId { get; } = new("--api-id")
    {
        Description = "The application's id from https://my.telegram.org. Default: the environment variable Telegram__ApiId.",
    };

    public Option<string?> ApiHash { get; } = new("--api-hash")
    {
        Description = "The application's hash from https://my.telegram.org. Default: the environment variable Telegram__ApiHash, which no other user of this machine can see.",
    };

    public Option<string?> Phone { get; } = new("--phone")
    {
        Description = "The phone number in international form. Without it the terminal asks, and offers a QR code.",
    };

    public SessionPlaceOptionSet Place { get; } = new();

    public Option<string?> Endpoint { get; } = new("--endpoint")
    {
        Description = "Another server than Telegram's, as host:port; wants --public-key.",
    };

    public Option<string?> PublicKey { get; } = new("--public-key")
    {
        Description = "The PEM file with that server's RSA key.",
    };

    public Option<int> DataCenter { get; } = new("--data-center")
    {
        Description = "The data centre to begin with.",
        DefaultValueFactory = _ => 2,
    };

    public Option<bool> TestServers { get; } = new("--test-servers")
    {
        Description = "Log in at Telegram's test servers.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(ApiId);
        command.Options.Add(ApiHash);
        command.Options.Add(Phone);
        Place.AddTo(command);
        command.Options.Add(Endpoint);
        command.Options.Add(PublicKey);
        command.Options.Add(DataCenter);
        command.Options.Add(TestServers);
    }
}
