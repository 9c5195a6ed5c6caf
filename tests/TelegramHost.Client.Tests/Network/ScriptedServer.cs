using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;
using TelegramHost.Tl;

namespace TelegramHost.Client.Tests.Network;

/// <summary>A server on loopback that knows one key and answers calls as a test says; the least that a session needs.</summary>
internal sealed class ScriptedServer : IKeyExchange, IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private readonly ConcurrentDictionary<int, NetworkStream> _streams = new();
    private readonly ConcurrentDictionary<NetworkStream, long> _sessions = new();
    private readonly ConcurrentDictionary<long, bool> _received = new();
    private readonly AuthKey _key = new(KeyBytes);
    private readonly Lock _gate = new();
    private long _lastMsgId;
    private int _content;

    public ScriptedServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public static byte[] KeyBytes { get; } = [.. Enumerable.Range(0, 256).Select(i => (byte)(i * 7))];

    public string Endpoint => _listener.LocalEndpoint.ToString()!;

    /// <summary>What a call is answered: a boxed result or <c>rpc_error</c>; null for no answer.</summary>
    public Func<byte[], byte[]?> Answer { get; set; } = _ => BoolTrue;

    /// <summary>Four bytes that every connection gets instead of answers; 0 for none.</summary>
    public int TransportError { get; set; }

    /// <summary>A packet of somebody who has no key, in place of every answer; null for answers.</summary>
    public byte[]? Nonsense { get; set; }

    /// <summary>The calls that arrived, with their wrappers.</summary>
    public ConcurrentQueue<byte[]> Calls { get; } = new();

    /// <summary>The ids of service messages that arrived.</summary>
    public ConcurrentQueue<uint> Services { get; } = new();

    /// <summary>How many connections are open.</summary>
    public int OpenConnections => _streams.Count;

    /// <summary>How often a key was made.</summary>
    public int KeysMade;

    /// <summary>What a key exchange waits for before it ends.</summary>
    public Func<Task> Exchanging { get; set; } = () => Task.CompletedTask;

    public int Connections;

    public int Packets;

    public static byte[] BoolTrue => BitConverter.GetBytes(TlReader.BoolTrueId);

    public static byte[] Boxed(ITlObject value)
    {
        using var buffer = new TlBuffer();
        buffer.Append(value);
        return buffer.Written.ToArray();
    }

    public static byte[] Error(int code, string text) => Boxed(new RpcError { ErrorCode = code, ErrorMessage = text });

    public async Task<DcRecord> RunAsync(FramedConnection connection, int dc, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref KeysMade);
        await Exchanging().WaitAsync(cancellationToken);
        return new DcRecord
        {
            AuthKey = [.. KeyBytes],
            Salts = [new ServerSalt(1, DateTimeOffset.UnixEpoch, DateTimeOffset.UtcNow.AddYears(1))],
        };
    }

    public Task<TemporaryKey> RunTemporaryAsync(FramedConnection connection, int dc, TimeSpan lifetime, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This server knows one key.");

    /// <summary>Sends a boxed object on every connection.</summary>
    public void Push(byte[] body)
    {
        foreach (var stream in _streams.Values)
            Send(stream, body, isAnswer: false);
    }

    /// <summary>Closes every connection.</summary>
    public void Cut()
    {
        foreach (var stream in _streams.Values)
            stream.Close();
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _key.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                serving.Add(ServeAsync(client, Interlocked.Increment(ref Connections)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using var _ = client;
        var stream = client.GetStream();
        _streams[number] = stream;
        try
        {
            var header = new byte[4];
            await stream.ReadExactlyAsync(header, _stopping.Token);
            while (true)
            {
                await stream.ReadExactlyAsync(header, _stopping.Token);
                var packet = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
                await stream.ReadExactlyAsync(packet, _stopping.Token);
                Interlocked.Increment(ref Packets);
                if (TransportError != 0)
                {
                    byte[] error = [4, 0, 0, 0, .. BitConverter.GetBytes(TransportError)];
                    stream.Write(error);
                    return;
                }

                if (Nonsense is { } nonsense)
                    stream.Write([.. BitConverter.GetBytes(nonsense.Length), .. nonsense]);
                else
                    Handle(stream, packet);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is over.
        }
        finally
        {
            _streams.TryRemove(number, out var _);
        }
    }

    private void Handle(NetworkStream stream, byte[] packet)
    {
        Assert.True(MessageCipher.TryDecrypt(_key, Side.Client, packet, out var plaintext));
        _sessions[stream] = BinaryPrimitives.ReadInt64LittleEndian(plaintext[8..]);
        var position = 16;
        var message = MessageContainer.ReadMessage(plaintext, ref position);
        if (!MessageContainer.IsContainer(message.Body))
        {
            Handle(stream, message);
            return;
        }

        var container = new MessageContainer(message.Body);
        while (container.TryReadNext(out var inner))
            Handle(stream, inner);
    }

    private void Handle(NetworkStream stream, InnerMessage message)
    {
        var body = message.Body.ToArray();
        var id = BinaryPrimitives.ReadUInt32LittleEndian(body);
        switch (id)
        {
            case PingDelayDisconnectRequest.Constructor:
                Services.Enqueue(id);
                Send(stream, Boxed(new Pong { MsgId = message.MsgId, PingId = BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(4)) }), isAnswer: true);
                break;
            case MsgsStateReq.Constructor:
                var reader = new TlReader(body);
                // 2: not received, the client sends it again; 4: received, its answer comes or came.
                byte[] info = [.. MsgsStateReq.Read(ref reader).MsgIds.Select(asked => (byte)(_received.ContainsKey(asked) ? 4 : 2))];
                Send(stream, Boxed(new MsgsStateInfo { ReqMsgId = message.MsgId, Info = info }), isAnswer: true);
                break;
            case MsgsAck.Constructor or GetFutureSaltsRequest.Constructor or RpcDropAnswerRequest.Constructor:
                Services.Enqueue(id);
                break;
            default:
                _received[message.MsgId] = true;
                Calls.Enqueue(body);
                if (Answer(body) is { } answer)
                    Send(stream, [.. BitConverter.GetBytes(0xf35c6d01), .. BitConverter.GetBytes(message.MsgId), .. answer], isAnswer: true);
                break;
        }
    }

    private void Send(NetworkStream stream, byte[] body, bool isAnswer)
    {
        lock (_gate)
        {
            var msgId = Math.Max(MessageId.FromTime(DateTimeOffset.UtcNow), _lastMsgId + 4) & ~3L;
            _lastMsgId = msgId;
            var plaintext = new byte[32 + body.Length];
            BinaryPrimitives.WriteInt64LittleEndian(plaintext, 1);
            BinaryPrimitives.WriteInt64LittleEndian(plaintext.AsSpan(8), _sessions[stream]);
            BinaryPrimitives.WriteInt64LittleEndian(plaintext.AsSpan(16), msgId | (isAnswer ? 1L : 3L));
            BinaryPrimitives.WriteInt32LittleEndian(plaintext.AsSpan(24), (_content++ * 2) + 1);
            BinaryPrimitives.WriteInt32LittleEndian(plaintext.AsSpan(28), body.Length);
            body.CopyTo(plaintext, 32);
            using var packet = new TlBuffer();
            packet.Append(new byte[4]);
            MessageCipher.Encrypt(_key, Side.Server, plaintext, SystemEntropy.Instance, packet);
            BinaryPrimitives.WriteInt32LittleEndian(packet.Written, packet.Length - 4);
            try
            {
                stream.Write(packet.Written);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // It was cut meanwhile.
            }
        }
    }
}
