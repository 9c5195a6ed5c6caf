using System.Buffers.Binary;
using TelegramHost.Emulator.Server;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Session;
using TelegramHost.TestSupport;
using TelegramHost.Tl;
using Xunit.Abstractions;

namespace TelegramHost.Emulator.Tests.Server;

/// <summary>The client's session joined to the emulator's, in virtual time, over connections that break: the two were written apart.</summary>
public sealed class SessionPairTests(ITestOutputHelper output)
{
    private const uint RequestId = 0x11111111;

    public static TheoryData<int> Variations() => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Variations))]
    public void OverBreakingConnections_EachRequestEndsOnceAndIsDoneOnce(int variation)
    {
        using var pair = new Pair(Seed.Next(output.WriteLine) + variation);

        pair.Run(requests: 300);

        output.WriteLine($"{pair.Cuts} cuts, {pair.Pushed} pushes, until {pair.Elapsed}");
        Assert.Empty(pair.Offences);
        Assert.Equal(300, pair.Ends.Count);
        Assert.All(pair.Ends, end => Assert.Equal(1, end.Value));
        Assert.All(pair.Executions, execution => Assert.Equal(1, execution.Value));
        Assert.Equal(pair.Pushed, pair.Updates.Count);
        Assert.Equal(0, pair.ServerWaits);
    }

    [Theory]
    [MemberData(nameof(Variations))]
    public void OverConnectionsThatCarryLittle_ABacklogManyTimesAsBigStillArrives_OnceEach(int variation)
    {
        const int Requests = 500;
        using var pair = new Pair(Seed.Next(output.WriteLine) + variation) { MostBytes = 40_000 };

        pair.Run(Requests, enqueueAtOnce: true);

        output.WriteLine($"{pair.Cuts} cuts, until {pair.Elapsed}; {string.Join("; ", pair.Offences)}");
        Assert.True(pair.Cuts >= 10, $"Only {pair.Cuts} connections were cut.");
        Assert.Equal(Requests, pair.Ends.Count);
        Assert.All(pair.Ends, end => Assert.Equal(1, end.Value));
        Assert.Equal(Requests, pair.Executions.Count);
        Assert.All(pair.Executions, execution => Assert.Equal(1, execution.Value));
        // 15 s after a request was sent its state is asked for: nothing may have to wait for that.
        Assert.True(pair.Elapsed < TimeSpan.FromSeconds(15), $"It took {pair.Elapsed}.");
    }

    private sealed class Pair : IDisposable
    {
        private readonly Random _random;
        private readonly AuthKey _key;
        private readonly SaltTable _salts;
        private readonly MtSession _client;
        private readonly ServerSession _server;
        private readonly Entropy _entropy;
        private readonly Queue<(DateTimeOffset At, byte[] Packet)> _toServer = new();
        private readonly Queue<(DateTimeOffset At, byte[] Packet)> _toClient = new();
        private readonly List<(DateTimeOffset At, long MsgId, byte[] Answer)> _running = [];
        private readonly DateTimeOffset _start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        private DateTimeOffset _now;
        private DateTimeOffset? _connectAt;
        private int _enqueued;
        private long _bytesLeft = long.MaxValue;

        public Pair(int seed)
        {
            _random = new Random(seed);
            _entropy = new Entropy(seed);
            var bytes = new byte[AuthKey.SizeBytes];
            _random.NextBytes(bytes);
            _key = new AuthKey(bytes);
            _now = _start;
            _salts = new SaltTable(1, _now, () => _random.NextInt64());
            _client = new MtSession(_key, new MtSessionOptions { AckDelay = TimeSpan.FromSeconds(2) }, _entropy, _now);
            _server = new ServerSession(_client.SessionId, _salts, 7, _now);
            _connectAt = _now;
        }

        /// <summary>The most bytes that a connection carries, both directions together, before it breaks; 0: any number.</summary>
        public int MostBytes { get; init; }

        public int Cuts { get; private set; }

        public int Pushed { get; private set; }

        public HashSet<int> Updates { get; } = [];

        public Dictionary<long, int> Ends { get; } = [];

        public Dictionary<int, int> Executions { get; } = [];

        public List<string> Offences { get; } = [];

        public int ServerWaits => _server.WaitingMessages;

        public TimeSpan Elapsed => _now - _start;

        public void Run(int requests, bool enqueueAtOnce = false)
        {
            while (enqueueAtOnce && _enqueued < requests)
                Enqueue(mostWords: 100);
            while (_enqueued < requests || _client.PendingRequests > 0 || Updates.Count < Pushed)
            {
                Assert.True(Elapsed < TimeSpan.FromHours(1), $"{_client.PendingRequests} requests do not end, {Pushed - Updates.Count} pushes are missing");
                for (var count = _random.Next(3) == 0 ? _random.Next(1, 20) : 0; count > 0 && _enqueued < requests; count--)
                    Enqueue(mostWords: _random.Next(10) == 0 ? 12_000 : 100);
                if (_enqueued < requests)
                    Trouble();
                Step();
            }
        }

        public void Dispose()
        {
            _client.Dispose();
            _key.Dispose();
        }

        private void Enqueue(int mostWords)
        {
            var body = new byte[4 * _random.Next(2, mostWords)];
            // What is not random would be compressed away.
            _random.NextBytes(body);
            BinaryPrimitives.WriteUInt32LittleEndian(body, RequestId);
            BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), _enqueued++);
            _client.Enqueue(body, RequestKind.Repeatable, _now);
        }

        private void Trouble()
        {
            if (_connectAt is null && _random.Next(15) == 0)
                Cut();
            if (_random.Next(60) == 0)
                _salts.Renew(_now);
            if (_connectAt is null && _enqueued > 20 && _random.Next(10) == 0)
                _server.Push([0x33, 0x33, 0x33, 0x33, .. BitConverter.GetBytes(Pushed++)]);
        }

        private void Cut()
        {
            Cuts++;
            _toServer.Clear();
            _toClient.Clear();
            _client.HandleDisconnected(_now);
            _connectAt = _now.AddMilliseconds(_random.Next(0, MostBytes > 0 ? 100 : 3000));
        }

        /// <summary>Whether the connection still carries a packet; if not, it breaks in the middle of it.</summary>
        private bool Carries(byte[] packet)
        {
            if ((_bytesLeft -= packet.Length) >= 0)
                return true;
            Cut();
            return false;
        }

        private void Step()
        {
            Transmit();
            var next = _now.AddMilliseconds(500);
            Sooner(_client.NextDeadline);
            Sooner(_connectAt);
            Sooner(_toServer.TryPeek(out var up) ? up.At : null);
            Sooner(_toClient.TryPeek(out var down) ? down.At : null);
            _now = next > _now ? next : _now;

            if (_connectAt <= _now)
            {
                _connectAt = null;
                _bytesLeft = MostBytes > 0 ? _random.Next(MostBytes / 4, MostBytes) : long.MaxValue;
                _client.HandleConnected(_now);
                _server.HandleConnected(_now);
            }

            while (_toServer.TryPeek(out up) && up.At <= _now && Carries(up.Packet))
                ReceiveOnServer(_toServer.Dequeue().Packet);
            foreach (var (_, msgId, answer) in _running.Where(r => r.At <= _now))
                _server.Answer(msgId, answer);
            _running.RemoveAll(r => r.At <= _now);
            while (_toClient.TryPeek(out down) && down.At <= _now && Carries(down.Packet))
                _client.HandlePacket(_toClient.Dequeue().Packet, _now);
            if (_client.NextDeadline <= _now)
                _client.HandleTimeout(_now);
            TakeClientEvents();

            void Sooner(DateTimeOffset? at) => next = at < next ? at.Value : next;
        }

        private void Transmit()
        {
            using var buffer = new TlBuffer();
            while (_client.TryTakePacket(_now, buffer))
            {
                _toServer.Enqueue((After(_toServer), buffer.Written.ToArray()));
                buffer.Clear();
            }

            if (_connectAt is not null)
                return;
            using var plain = new TlBuffer();
            while (_server.TryTakePacket(_now, plain))
            {
                MessageCipher.Encrypt(_key, Side.Server, plain.Written, _entropy, buffer);
                _toClient.Enqueue((After(_toClient), buffer.Written.ToArray()));
                buffer.Clear();
                plain.Clear();
            }
        }

        private DateTimeOffset After(Queue<(DateTimeOffset At, byte[] Packet)> line)
        {
            var at = _now.AddMilliseconds(_random.Next(1, 80));
            return line.Count > 0 && line.Last().At > at ? line.Last().At : at;
        }

        private void ReceiveOnServer(byte[] packet)
        {
            Assert.True(MessageCipher.TryDecrypt(_key, Side.Client, packet, out var plain));
            Assert.Equal(_client.SessionId, BinaryPrimitives.ReadInt64LittleEndian(plain[8..]));
            _server.Handle(BinaryPrimitives.ReadInt64LittleEndian(plain), new ClientMessage(
                BinaryPrimitives.ReadInt64LittleEndian(plain[16..]),
                BinaryPrimitives.ReadInt32LittleEndian(plain[24..]),
                plain.Slice(32, BinaryPrimitives.ReadInt32LittleEndian(plain[28..])).ToArray()), _now);

            while (_server.TryTakeEvent(out var e))
            {
                if (e.Kind == ServerSessionEventKind.Offence)
                    Offences.Add(e.Text!);
                if (e.Kind != ServerSessionEventKind.Request)
                    continue;
                Assert.Equal(RequestId, BinaryPrimitives.ReadUInt32LittleEndian(e.Body.Span));
                var number = BinaryPrimitives.ReadInt32LittleEndian(e.Body.Span[4..]);
                Executions[number] = Executions.GetValueOrDefault(number) + 1;
                byte[] answer = [0x22, 0x22, 0x22, 0x22, .. e.Body.Span.Slice(4, 4), .. Filling(4 * _random.Next(0, 500))];
                _running.Add((_now.AddMilliseconds(_random.Next(0, 5) == 0 ? _random.Next(2000) : 0), e.MessageId, answer));
            }
        }

        private byte[] Filling(int bytes)
        {
            var filling = new byte[bytes];
            if (MostBytes > 0)
                _random.NextBytes(filling); // Else it is compressed, and the line carries much in little.
            return filling;
        }

        private void TakeClientEvents()
        {
            while (_client.TryTakeEvent(out var e))
            {
                switch (e.Kind)
                {
                    case SessionEventKind.RpcResult:
                        Ends[e.Token] = Ends.GetValueOrDefault(e.Token) + 1;
                        Assert.Equal((int)e.Token - 1, BinaryPrimitives.ReadInt32LittleEndian(e.Body.AsSpan(4)));
                        break;
                    case SessionEventKind.Update:
                        Assert.True(Updates.Add(BinaryPrimitives.ReadInt32LittleEndian(e.Body.AsSpan(4))), "a push came twice");
                        break;
                    case SessionEventKind.CloseConnection or SessionEventKind.RequestFailed or SessionEventKind.RequestUncertain
                        or SessionEventKind.SessionReplaced or SessionEventKind.RpcError:
                        Assert.Fail($"{e.Kind}: {e.Reason} {e.Text}");
                        break;
                }
            }
        }
    }

    private sealed class Entropy(int seed) : IEntropy
    {
        private readonly Random _random = new(seed);

        public void Fill(Span<byte> destination) => _random.NextBytes(destination);
    }
}
