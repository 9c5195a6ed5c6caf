using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>A resolver of DNS over HTTP on loopback that knows one domain.</summary>
internal sealed class ResolverStandIn : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;
    private int _questions;

    public ResolverStandIn(string domain, params string[] texts)
    {
        _listener.Start();
        _serving = ServeAsync(domain, texts);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public string Url => $"http://{EndPoint}/resolve?style=plain";

    /// <summary>How often it was asked.</summary>
    public int Questions => Volatile.Read(ref _questions);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task ServeAsync(string domain, string[] texts)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            Interlocked.Increment(ref _questions);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var asked = await reader.ReadLineAsync(_stopping.Token);
            while (await reader.ReadLineAsync(_stopping.Token) is { Length: > 0 })
            {
                // The headers say nothing that matters here.
            }

            var records = asked == $"GET /resolve?style=plain&name={domain}&type=16 HTTP/1.1"
                ? string.Join(',', texts.Select(text => $$"""{"name":"{{domain}}.","type":16,"TTL":300,"data":"\"{{text}}\""}"""))
                : "";
            var body = $$"""{"Status":0,"Answer":[{"name":"{{domain}}.","type":5,"data":"elsewhere."},{{records}}]}""".Replace(",]", "]", StringComparison.Ordinal);
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"),
                _stopping.Token);
        }
    }
}
