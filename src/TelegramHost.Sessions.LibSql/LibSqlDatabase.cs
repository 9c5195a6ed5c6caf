using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TelegramHost.Client;
using TelegramHost.Sessions.Sql;

namespace TelegramHost.Sessions.LibSql;

/// <summary>Runs batches of statements on a libSQL server, each batch one request and one transaction.</summary>
/// <remarks>
/// Version 3 of the protocol is tried first, then version 2, which older servers speak; for a batch they are the same but for the path.
/// </remarks>
internal sealed class LibSqlDatabase : ISqlDatabase
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _busyPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _shortestPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http;
    private readonly string _description;
    private readonly TimeProvider _time;
    private string? _path;

    /// <summary>A database at <paramref name="address"/>; nothing is connected yet.</summary>
    public LibSqlDatabase(LibSqlAddress address, string description, TimeProvider time)
    {
        (_description, _time) = (description, time);
        _http = new HttpClient { BaseAddress = address.Server, Timeout = _patience };
        if (address.Token is { } token)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> RunAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        try
        {
            var pipeline = new HranaPipeline([new HranaRequest("batch", HranaBatches.Transaction(statements)), new HranaRequest("close")]);
            var (since, pause) = (_time.GetTimestamp(), _shortestPause);
            while (true)
            {
                var answer = await SendAsync(pipeline, cancellationToken).ConfigureAwait(false);
                if (answer.Results is not [{ } first, ..])
                    throw NotHrana();
                if ((first.Error ?? HranaBatches.FindError(first.Response?.Result, statements.Count)) is not { } error)
                    return HranaBatches.ReadRows(first.Response?.Result, statements.Count) ?? throw NotHrana();
                if (!IsBusy(error) || _time.GetElapsedTime(since) > _busyPatience)
                    throw Translate(error);
                // Another client writes. Nothing was done, and it takes only milliseconds.
                await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
                pause = pause < _longestPause ? pause * 2 : _longestPause;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or NotSupportedException or FormatException or InvalidOperationException)
        {
            throw Unavailable($"{exception.Message.TrimEnd('.')}. Check that it runs, and Telegram:Session:ConnectionString.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(string.Create(CultureInfo.InvariantCulture, $"it did not answer within {_patience.TotalSeconds} s."), exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HranaAnswer> SendAsync(HranaPipeline pipeline, CancellationToken cancellationToken)
    {
        foreach (var path in _path is { } known ? [known] : (string[])["v3/pipeline", "v2/pipeline"])
        {
            using var response = await _http.PostAsJsonAsync(path, pipeline, HranaJson.Plain.HranaPipeline, cancellationToken).ConfigureAwait(false);
            switch (response.StatusCode)
            {
                case HttpStatusCode.NotFound when _path is null:
                    continue;
                case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                    throw Unavailable("it refuses the token. Check authToken in Telegram:Session:ConnectionString.");
            }

            response.EnsureSuccessStatusCode();
            _path = path;
            return await response.Content.ReadFromJsonAsync(HranaJson.Plain.HranaAnswer, cancellationToken).ConfigureAwait(false) ?? new HranaAnswer(null);
        }

        throw Unavailable("it speaks neither version 3 nor 2 of Hrana over HTTP. Check Telegram:Session:ConnectionString.");
    }

    private static bool IsBusy(HranaError error) => error.Code is { } code && code.StartsWith("SQLITE_BUSY", StringComparison.Ordinal);

    private SessionStoreException Translate(HranaError error) => error.Code switch
    {
        { } code when code.StartsWith("SQLITE_CONSTRAINT", StringComparison.Ordinal) => new SessionStoreException(
            SessionStoreFault.LeaseLost, $"Could not use {_description}: somebody else has taken the session over."),
        "SQLITE_CORRUPT" or "SQLITE_NOTADB" => new SessionStoreException(
            SessionStoreFault.Corrupt, $"Could not use {_description}: its file is damaged. Restore it from a backup; nothing was overwritten."),
        _ when IsBusy(error) => Unavailable($"others have kept it busy for more than {_busyPatience.TotalSeconds} s. Look who else writes to it."),
        "SQLITE_FULL" => Unavailable("its disk is full. Make room there; what was stored is left as it is."),
        _ => Unavailable($"{error.Message?.TrimEnd('.') ?? "it reports an error"} ({error.Code}). Check Telegram:Session:ConnectionString."),
    };

    private SessionStoreException NotHrana() => Unavailable("it answered something else than Hrana. Check Telegram:Session:ConnectionString.");

    private SessionStoreException Unavailable(string reason, Exception? inner = null) =>
        new(SessionStoreFault.Unavailable, $"Could not use {_description}: {reason}", inner);
}
