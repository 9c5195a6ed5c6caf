using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using TelegramHost.Client;
using TelegramHost.Client.Network;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Network;

/// <summary>A network in which a test says what stands at each address; whatever it does not name is unreachable.</summary>
internal sealed class RoutedConnector : IConnector
{
    private readonly Dictionary<string, Func<CancellationToken, ValueTask<Stream>>> _places = [];

    /// <summary>The addresses that were asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The streams that nobody answers on, and whether the client has closed them.</summary>
    public ConcurrentQueue<Task> MuteClosed { get; } = new();

    /// <summary>A server listens there.</summary>
    public void Lead(string place, IPEndPoint server) => _places[place] = cancellationToken => OpenAsync(server, cancellationToken);

    /// <summary>A server listens there, but only the first thing that it says comes through; <paramref name="frozen"/> is called for the second.</summary>
    public void Freeze(string place, IPEndPoint server, Action frozen) => Spoil(place, server, _ => frozen());

    /// <summary>A server listens there, and the connection is cut when it speaks for the second time.</summary>
    public void Cut(string place, IPEndPoint server) => Spoil(place, server, static toClient => toClient.Complete());

    /// <summary>Somebody accepts there and says <paramref name="words"/>, then nothing more.</summary>
    public void Mute(string place, params byte[] words) => _places[place] = cancellationToken =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (toServer, toClient) = (new Pipe(new PipeOptions(pauseWriterThreshold: 0)), new Pipe());
        MuteClosed.Enqueue(toServer.Reader.AsStream().CopyToAsync(Stream.Null, CancellationToken.None));
        if (words.Length > 0)
            _ = toClient.Writer.WriteAsync(words, CancellationToken.None).AsTask();
        return ValueTask.FromResult<Stream>(new DuplexStream(toClient.Reader.AsStream(), toServer.Writer.AsStream()));
    };

    /// <summary>Packets vanish on the way there.</summary>
    public void Lose(string place) => _places[place] = async cancellationToken =>
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Waiting for ever has ended.");
    };

    /// <summary>Nobody is there any more.</summary>
    public void Forget(string place) => _places.Remove(place);

    public ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        var place = EndpointText.Of(endpoint);
        Asked.Enqueue(place);
        return _places.TryGetValue(place, out var connect)
            ? connect(cancellationToken)
            : throw new TransportException($"{place} can't be reached: a test says so.");
    }

    private void Spoil(string place, IPEndPoint server, Action<PipeWriter> spoil) => _places[place] = async cancellationToken =>
    {
        var stream = await OpenAsync(server, cancellationToken);
        var (toServer, toClient) = (new Pipe(new PipeOptions(pauseWriterThreshold: 0)), new Pipe());
        _ = CarryAsync();
        return new DuplexStream(toClient.Reader.AsStream(), toServer.Writer.AsStream());

        async Task CarryAsync()
        {
            await using (stream)
            {
                var sending = toServer.Reader.AsStream().CopyToAsync(stream, CancellationToken.None);
                var said = new byte[1024];
                await toClient.Writer.WriteAsync(said.AsMemory(0, await stream.ReadAsync(said, CancellationToken.None)), CancellationToken.None);
                if (await stream.ReadAsync(said, CancellationToken.None) > 0)
                    spoil(toClient.Writer);
                await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    };

    private static async ValueTask<Stream> OpenAsync(IPEndPoint server, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
