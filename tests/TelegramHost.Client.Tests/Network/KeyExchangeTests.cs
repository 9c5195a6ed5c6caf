using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Network;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Framing;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Network;

/// <summary>What comes between the steps of a key exchange that is not its next step.</summary>
public sealed class KeyExchangeTests : IDisposable
{
    private const int Forgotten = -404;
    private const string Advice = "Look at the map.";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(20));
    private readonly List<byte[]> _asked = [];

    public void Dispose()
    {
        _listener.Dispose();
        _patience.Dispose();
    }

    [Fact]
    public async Task ExchangeThatTheServerForgets_IsBegunAnewAFewTimes()
    {
        var exception = await Assert.ThrowsAsync<TransportException>(() => ExchangeAsync(Word(Forgotten)));

        Assert.Equal(Forgotten, exception.Code);
        Assert.EndsWith(Advice, exception.Message, StringComparison.Ordinal);
        Assert.Equal(4, _asked.Count);
        // Each time with a nonce of its own.
        Assert.Equal(4, _asked.Select(request => Convert.ToHexString(request.AsSpan(24, 16))).Distinct().Count());
    }

    [Fact]
    public async Task PacketsUnderAKey_BetweenTheSteps_AreIgnored()
    {
        var underAKey = new byte[64];
        underAKey.AsSpan().Fill(7);

        var exception = await Assert.ThrowsAsync<TransportException>(() => ExchangeAsync(underAKey, Word(Forgotten)));

        // Had they been taken for answers, the exchange would have ended with the first of them.
        Assert.Equal(Forgotten, exception.Code);
        Assert.Equal(4, _asked.Count);
    }

    [Theory]
    [InlineData(-429, "raise Telegram:Connection:ReconnectDelay.")]
    [InlineData(-500, Advice)]
    public async Task Refusal_SaysWhatToDo(int code, string advice)
    {
        var exception = await Assert.ThrowsAsync<TransportException>(() => ExchangeAsync(Word(code)));

        Assert.Equal(code, exception.Code);
        Assert.EndsWith(advice, exception.Message, StringComparison.Ordinal);
        Assert.Single(_asked);
    }

    private static byte[] Word(int code)
    {
        var word = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(word, code);
        return word;
    }

    /// <summary>An exchange with a server that answers every request with the same packets.</summary>
    private async Task ExchangeAsync(params byte[][] answers)
    {
        _listener.Start();
        var serving = ServeAsync(answers);
        using var socket = new TcpClient();
        await socket.ConnectAsync((IPEndPoint)_listener.LocalEndpoint, _patience.Token);
        var connection = new FramedConnection(socket.GetStream(), Framings.Create(TransportKind.Intermediate, obfuscated: false, dcId: 2, SystemEntropy.Instance));
        var time = new ManualTimeProvider();
        var options = new ConnectionOptions();
        var exchange = new KeyExchange(options, KeyExchange.KeysOf(options), Advice, new MonotonicClock(time), time, NullLogger.Instance);
        try
        {
            await exchange.RunAsync(connection, dc: 2, _patience.Token);
        }
        finally
        {
            await connection.DisposeAsync();
            await serving;
        }
    }

    private async Task ServeAsync(byte[][] answers)
    {
        using var client = await _listener.AcceptTcpClientAsync(_patience.Token);
        var stream = client.GetStream();
        var header = new byte[4];
        await stream.ReadExactlyAsync(header, _patience.Token);
        while (await stream.ReadAtLeastAsync(header, 4, throwOnEndOfStream: false, _patience.Token) == 4)
        {
            var request = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
            await stream.ReadExactlyAsync(request, _patience.Token);
            _asked.Add(request);
            foreach (var answer in answers)
            {
                BinaryPrimitives.WriteInt32LittleEndian(header, answer.Length);
                await stream.WriteAsync(header, _patience.Token);
                await stream.WriteAsync(answer, _patience.Token);
            }
        }
    }
}
