using System.Text.Json;

namespace TelegramHost.Client.Network.Fallback;

/// <summary>Asks a resolver for TXT records over HTTPS.</summary>
/// <remarks>Source: https://developers.google.com/speed/public-dns/docs/doh/json</remarks>
internal static class DnsOverHttps
{
    // What is looked for has two records of a few hundred bytes.
    private const int MaxAnswerBytes = 64 * 1024;
    private const int TxtType = 16;

    /// <summary>A client whose connections <paramref name="connector"/> makes, so that they go through the proxy like all others.</summary>
    public static HttpMessageHandler Through(IConnector connector) => new SocketsHttpHandler
    {
        ConnectCallback = (context, cancellationToken) => connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
        // The connector is the proxy, and the rest says more of this machine than needs to be said.
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
    };

    /// <summary>The TXT records of <paramref name="domain"/>.</summary>
    /// <exception cref="HttpRequestException">The resolver can't be reached or refuses, or says too much.</exception>
    /// <exception cref="JsonException">Its answer is no answer.</exception>
    public static async Task<IReadOnlyList<string>> AskAsync(HttpMessageHandler handler, Uri resolver, string domain, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(handler, disposeHandler: false) { MaxResponseContentBufferSize = MaxAnswerBytes, Timeout = Timeout.InfiniteTimeSpan };
        var question = $"name={Uri.EscapeDataString(domain)}&type={TxtType}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(resolver)
        {
            Query = resolver.Query.Length > 1 ? $"{resolver.Query[1..]}&{question}" : question,
        }.Uri);
        request.Headers.Accept.ParseAdd("application/dns-json");
        using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        using var answer = JsonDocument.Parse(body);
        return TextsOf(answer.RootElement);
    }

    private static List<string> TextsOf(JsonElement answer)
    {
        List<string> texts = [];
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("Answer", out var records) || records.ValueKind != JsonValueKind.Array)
            return texts;
        foreach (var record in records.EnumerateArray())
        {
            if (record.ValueKind == JsonValueKind.Object
                && record.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.Number && type.TryGetInt32(out var number) && number == TxtType
                && record.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.String)
            {
                texts.Add(TextOf(data));
            }
        }

        return texts;
    }

    private static string TextOf(JsonElement data)
    {
        try
        {
            return data.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("Its text is no UTF-8.", exception);
        }
    }
}
