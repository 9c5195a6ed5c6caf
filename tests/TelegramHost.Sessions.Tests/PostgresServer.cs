using System.Globalization;
using Npgsql;

namespace TelegramHost.Sessions.Tests;

/// <summary>A PostgreSQL server for the tests of a class, started when the first of them wants it.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "telegramhost";

    private readonly Lazy<ServerProcess> _server;
    private int _schemas;

    /// <summary>A server that is not started yet.</summary>
    public PostgresServer() => _server = new(Start);

    /// <summary>Whether a write waits for the disk, as it does in use. Tests need no data after a power cut.</summary>
    public bool IsDurable { get; init; }

    /// <summary>Why there is none, or null.</summary>
    public static string? SkipReason { get; } = Binaries is null ? "No PostgreSQL server is installed (Debian: apt-get install postgresql)." : null;

    private static string? Binaries
    {
        get
        {
            var folders = Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                : [];
            return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
        }
    }

    /// <summary>A connection string to an empty schema.</summary>
    public async Task<string> NewSchemaAsync()
    {
        var schema = $"test{Interlocked.Increment(ref _schemas).ToString(CultureInfo.InvariantCulture)}";
        await ExecuteAsync(ConnectionString, $"CREATE SCHEMA {schema}");
        return $"{ConnectionString};Search Path={schema}";
    }

    /// <summary>Runs a statement.</summary>
    public static async Task ExecuteAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The texts or numbers of a query with one column.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string connectionString, string query)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }

    /// <summary>Ends the server.</summary>
    public void Dispose()
    {
        if (_server.IsValueCreated)
            _server.Value.Dispose();
    }

    private string ConnectionString => ConnectionStringTo(_server.Value.Port);

    private static string ConnectionStringTo(int port) =>
        $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username={User};Database=postgres;Pooling=false";

    private ServerProcess Start()
    {
        var server = ServerProcess.Create();
        var data = Path.Combine(server.Folder, "data");
        var (initdb, postgres) = (Path.Combine(Binaries!, "initdb"), Path.Combine(Binaries!, "postgres"));
        string[] init = [initdb, "-D", data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"];
        string[] Run(int port) =>
        [
            postgres, "-D", data, "-k", server.Folder, "-c", "listen_addresses=127.0.0.1", "-c", $"port={port.ToString(CultureInfo.InvariantCulture)}",
            "-c", $"fsync={(IsDurable ? "on" : "off")}", "-c", "max_connections=200",
        ];

        // The server refuses to run as root; its package has made a user for it.
        if (Environment.UserName == "root")
        {
            ServerProcess.Run("chown", "postgres", server.Folder);
            ServerProcess.Run("runuser", ["-u", "postgres", "--", .. init]);
            server.Start(port => ["runuser", "-u", "postgres", "--", .. Run(port)], IsReady);
        }
        else
        {
            ServerProcess.Run(init[0], init[1..]);
            server.Start(Run, IsReady);
        }

        return server;
    }

    private static bool IsReady(int port)
    {
        using var connection = new NpgsqlConnection(ConnectionStringTo(port));
        try
        {
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
