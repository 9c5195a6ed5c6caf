using System.CommandLine;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Cli;

/// <summary>The options that say which session file is meant, and how to read it.</summary>
internal sealed class SessionFileOptionSet
{
    public Option<string> Session { get; } = new("--session")
    {
        Description = "The session file.",
        DefaultValueFactory = _ => "telegram.session",
    };

    public Option<string> Name { get; } = new("--name")
    {
        Description = "The client's name, or its Telegram:Session:Key, if it has one.",
        DefaultValueFactory = _ => SessionKey.Default,
    };

    public Option<string?> EncryptionKeyFile { get; } = new(SettingNames.EncryptionKeyFile)
    {
        Description = "The file with the key that the session is encrypted with.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Session);
        command.Options.Add(Name);
        command.Options.Add(EncryptionKeyFile);
    }

    /// <summary>Opens the file that is meant, which must be there.</summary>
    public Task<SessionFile> OpenAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        SessionFile.OpenAsync(PathOf(arguments), arguments.GetValue(Name)!, arguments.GetValue(EncryptionKeyFile), cancellationToken);

    /// <summary>Makes sure that the file that is meant is not there.</summary>
    public void RequireNone(ParseResult arguments) => SessionFile.RequireNone(PathOf(arguments));

    /// <summary>Makes the file that is meant, which must not be there.</summary>
    public Task<SessionFile> CreateAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        SessionFile.CreateAsync(PathOf(arguments), arguments.GetValue(Name)!, arguments.GetValue(EncryptionKeyFile), cancellationToken);

    private string PathOf(ParseResult arguments) => Path.GetFullPath(arguments.GetValue(Session)!);
}
