namespace TelegramHost.Cli;

/// <summary>Errors name settings; whoever types a command knows them as options.</summary>
internal static class SettingNames
{
    /// <summary>The option with the file of the key that a session is encrypted with.</summary>
    public const string EncryptionKeyFile = "--encryption-key-file";

    /// <summary>The option with the address of a database.</summary>
    public const string ConnectionString = "--connection-string";

    private static readonly (string Setting, string Option)[] _names =
    [
        ("Telegram:ApiId", "--api-id"),
        ("Telegram:ApiHash", "--api-hash"),
        ("Telegram:PhoneNumber", "--phone"),
        ("Telegram:Session:Path", "--session"),
        ("Telegram:Session:ConnectionString", ConnectionString),
        ("Telegram:Session:Store", "--store"),
        ("Telegram:Session:Key", "--name"),
        ("Telegram:Session:Encryption:Key or KeyFile", EncryptionKeyFile),
        ("Telegram:Session:Encryption:KeyFile", EncryptionKeyFile),
        ("Telegram:Session:Encryption", EncryptionKeyFile),
        ("Telegram:Connection:Endpoint", "--endpoint"),
        ("Telegram:Connection:PublicKeys", "--public-key"),
        ("Telegram:Connection:DataCenter", "--data-center"),
        ("Telegram:Connection:TestServers", "--test-servers"),
    ];

    /// <summary>The same sentence in the words of the command line.</summary>
    public static string AsOptions(string sentence) =>
        _names.Aggregate(sentence, (text, name) => text.Replace(name.Setting, name.Option, StringComparison.Ordinal));
}
