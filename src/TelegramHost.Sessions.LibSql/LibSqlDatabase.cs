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

    private readonly HttpClient _http;
    private readonly string _description;
    private string? _path;

    /// <summary>A database at <paramref name="address"/>; nothing is connected yet.</summary>
    public LibSqlDatabase(LibSqlAddress address, string description)
    {
        _description = description;
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
            var answer = await SendAsync(new HranaPipeline([new HranaRequest("batch", HranaBatches.Transaction(statements)), new HranaRequest("close")]), cancellationToken)
                .ConfigureAwait(false);
            if (answer.Results is not [{ } first, ..])
                throw Unavailable("it answered something else than Hrana. Check Telegram:Session:ConnectionString.");
            if (first.Error is { } error)
                throw Translate(error);
            return HranaBatches.ReadRows(first.Response?.Result, statements.Count, Translate)
                ?? throw Unavailable("it answered something else than Hrana. Check Telegram:Session:ConnectionString.");
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

    private SessionStoreException Translate(HranaError error) => error.Code switch
    {
        { } code when code.StartsWith("SQLITE_CONSTRAINT", StringComparison.Ordinal) => new SessionStoreException(
            SessionStoreFault.LeaseLost, $"Could not use {_description}: somebody else has taken the session over."),
        "SQLITE_CORRUPT" or "SQLITE_NOTADB" => new SessionStoreException(
            SessionStoreFault.Corrupt, $"Could not use {_description}: its file is damaged. Restore it from a backup; nothing was overwritten."),
        "SQLITE_FULL" => Unavailable("its disk is full. Make room there; what was stored is left as it is."),
        _ => Unavailable($"{error.Message?.TrimEnd('.') ?? "it reports an error"} ({error.Code}). Check Telegram:Session:ConnectionString."),
    };

    private SessionStoreException Unavailable(string reason, Exception? inner = null) =>
        new(SessionStoreFault.Unavailable, $"Could not use {_description}: {reason}", inner);
}
