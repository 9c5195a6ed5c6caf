using System.CommandLine;
using Microsoft.Extensions.Configuration;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Sessions.LibSql;
using TelegramHost.Sessions.Postgres;
using TelegramHost.Sessions.Sqlite;

namespace TelegramHost.Cli;

/// <summary>The options that say where a session is kept, and how to read it. What they leave open is taken from the environment and from a program's settings.</summary>
internal sealed class SessionPlaceOptionSet
{
    private readonly Option<string?> _session = new("--session")
    {
        Description = "The session file, or the SQLite file. Default: telegram.session.",
    };

    private readonly Option<string?> _store = new("--store")
    {
        Description = "Where sessions are kept: file, sqlite, libsql or postgres. Default: file.",
    };

    private readonly Option<string?> _connectionString = new(SettingNames.ConnectionString)
    {
        Description = "The database of libsql or postgres. Other users of this machine can read it here; the environment variable Telegram__Session__ConnectionString does instead.",
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "The client's name, or its Telegram:Session:Key, if it has one.",
    };

    private readonly Option<string?> _encryptionKeyFile = new(SettingNames.EncryptionKeyFile)
    {
        Description = "The file with the key that the session is encrypted with.",
    };

    private readonly Option<string?> _settings = new("--settings")
    {
        Description = "The appsettings.json of the program whose session is meant.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option<string?>[] { _session, _store, _connectionString, _name, _encryptionKeyFile, _settings })
            command.Options.Add(option);
    }

    /// <summary>What is said of the session: by options, else by the environment, else by the program's settings.</summary>
    /// <exception cref="IOException">There are no such settings.</exception>
    /// <exception cref="FormatException">They name a store that this command does not know.</exception>
    public SessionOptions Read(ParseResult arguments)
    {
        var name = arguments.GetValue(_name);
        var session = new SessionOptions();
        SectionOf(arguments.GetValue(_settings), name).Bind(session);
        session.Key ??= name ?? SessionKey.Default;
        session.Path = arguments.GetValue(_session) ?? session.Path;
        session.Store = arguments.GetValue(_store) ?? session.Store;
        session.ConnectionString = arguments.GetValue(_connectionString) ?? session.ConnectionString;
        if (arguments.GetValue(_encryptionKeyFile) is { } keyFile)
            (session.Encryption.KeyFile, session.Encryption.Key) = (keyFile, null);
        AddStore(session);
        if (SessionStoreNames.FindFault(session, "Telegram:Session") is not null || SessionPlace.IsNowhere(session))
            throw new FormatException($"A session can't be kept in \"{session.Store}\", expected file, sqlite, libsql or postgres (Telegram:Session:Store).");
        return session;
    }

    private static IConfigurationSection SectionOf(string? settings, string? name)
    {
        var builder = new ConfigurationBuilder();
        if (settings is not null)
            builder.AddJsonFile(Path.GetFullPath(settings));
        var configuration = builder.AddEnvironmentVariables().Build();
        var client = configuration.GetSection($"Telegram:Clients:{name}");
        return (name is not null && client.Exists() ? client : configuration.GetSection("Telegram")).GetSection("Session");
    }

    private static void AddStore(SessionOptions session)
    {
        if (SessionStoreNames.Is(session.Store, SqliteSessionStoreExtensions.Name))
            session.UseSqlite();
        else if (SessionStoreNames.Is(session.Store, LibSqlSessionStoreExtensions.Name))
            session.UseLibSql();
        else if (SessionStoreNames.Is(session.Store, PostgresSessionStoreExtensions.Name))
            session.UsePostgres();
    }
}
