using System.Net;
using System.Net.Sockets;

namespace TelegramHost.Benchmarks.Network;

/// <summary>The reference: messages of one size over a socket, with nothing done to them, each written by itself.</summary>
internal sealed class RawSocket : IDisposable
{
    /// <summary>What a small call takes on the wire, encrypted and framed.</summary>
    public const int MessageBytes = 108;

    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly byte[] _sent = new byte[MessageBytes];
    private readonly byte[] _received = new byte[MessageBytes];

    private RawSocket(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    /// <summary>Connects to an echo on loopback.</summary>
    public static async Task<RawSocket> ConnectAsync(int port)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port).ConfigureAwait(false);
        return new RawSocket(client);
    }

    /// <summary>Sends a message and waits until it is back, <paramref name="count"/> times.</summary>
    public async Task EchoAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _stream.WriteAsync(_sent).ConfigureAwait(false);
            await _stream.ReadExactlyAsync(_received).ConfigureAwait(false);
        }
    }

    /// <summary>Sends <paramref name="count"/> messages, at most <paramref name="inFlight"/> ahead of those that are back.</summary>
    public async Task StreamAsync(int count, int inFlight)
    {
        using var window = new SemaphoreSlim(inFlight);
        var reading = Task.Run(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                await _stream.ReadExactlyAsync(_received).ConfigureAwait(false);
                window.Release();
            }
        });
        for (var i = 0; i < count; i++)
        {
            await window.WaitAsync().ConfigureAwait(false);
            await _stream.WriteAsync(_sent).ConfigureAwait(false);
        }

        await reading.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
