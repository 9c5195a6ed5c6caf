using System.Buffers.Binary;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Session;
using TelegramHost.TestSupport;
using TelegramHost.Tl;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>
/// A session joined to a server half by a bad line, in virtual time: every request ends exactly once, none is done twice that must not be.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Requests = 400;

    public static TheoryData<int, bool, bool> Lines()
    {
        var lines = new TheoryData<int, bool, bool>();
        for (var i = 0; i < 16; i++)
            lines.Add(i, i % 4 == 2, i % 4 == 3);
        return lines;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void OverABadLine_EachRequestEndsOnceAndNoneIsDoubled(int variation, bool serverForgets, bool packetsAreLate)
    {
        var seed = Seed.Next(output.WriteLine) + variation;
        using var line = new BadLine(seed, serverForgets, packetsAreLate);

        line.Run(Requests);

        output.WriteLine($"{line.Cuts} cuts, {line.Late} late packets, {line.Server.Forgotten} sessions forgotten, {line.Duplicates} packets twice, " +
            $"{line.Outcomes.Count(o => o.Value[0].Kind == SessionEventKind.RequestUncertain)} uncertain, until {line.Elapsed}");
        Assert.Equal(Requests, line.Outcomes.Count);
        Assert.All(line.Outcomes, outcome => Assert.Single(outcome.Value));
        foreach (var (token, (number, kind)) in line.Sent)
        {
            var outcome = line.Outcomes[token][0];
            var executions = line.Server.Executions.GetValueOrDefault(number);
            if (outcome.Kind == SessionEventKind.RpcResult)
                Assert.Equal((number, true), (BinaryPrimitives.ReadInt32LittleEndian(outcome.Body.AsSpan(4)), executions > 0));
            else
                Assert.Equal((SessionEventKind.RequestUncertain, ResendPolicy.OnlyIfNotReceived), (outcome.Kind, kind.Resend));
            if (kind.Resend == ResendPolicy.OnlyIfNotReceived)
                Assert.True(executions <= 1, $"request {number} must not be done twice and was done {executions} times");
        }

        Assert.True(serverForgets || packetsAreLate || line.Server.Executions.Values.All(count => count == 1),
            "the server remembered, so nothing had to be done twice");
        // Before the server's first word nobody can tell a session that it forgot from one that it never met.
        Assert.True(serverForgets || line.Outcomes.All(o => o.Value[0].Kind == SessionEventKind.RpcResult || o.Key <= line.LastUnheard));
        Assert.Equal(line.Pushed, line.Updates);
    }

    /// <summary>One connection after the other, in both directions in order as TCP gives it, cut at random with what is under way lost, or late.</summary>
    private sealed class BadLine : IDisposable
    {
        private readonly Random _random;
        private readonly AuthKey _key;
        private readonly MtSession _session;
        private readonly Queue<(DateTimeOffset At, byte[] Packet)> _toServer = new();
        private readonly List<(DateTimeOffset At, byte[] Packet)> _late = [];
        private readonly List<(DateTimeOffset At, byte[] Packet)> _toClient = [];
        private readonly DateTimeOffset _start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        private DateTimeOffset _now;
        private DateTimeOffset? _connectAt;
        private bool _isConnected;

        public BadLine(int seed, bool serverForgets, bool packetsAreLate)
        {
            _random = new Random(seed);
            ServerForgets = serverForgets;
            PacketsAreLate = packetsAreLate;
            var entropy = new SeededEntropy(seed);
            var keyBytes = new byte[AuthKey.SizeBytes];
            entropy.Fill(keyBytes);
            _key = new AuthKey(keyBytes);
            _now = _start;
            Server = new SimulatedServer(_key, entropy, _random) 
            {
                ClockAhead = TimeSpan.FromSeconds(_random.Next(-10, 10)),
                TakesLatePackets = packetsAreLate,
            };
            _session = new MtSession(_key, new MtSessionOptions { AckDelay = TimeSpan.FromSeconds(5) }, entropy, _now);
            _connectAt = _now;
        }

        public bool ServerForgets { get; }

        /// <summary>Whether the server still reads what a connection that was cut had brought it, while the client is on the next.</summary>
        public bool PacketsAreLate { get; }

        public SimulatedServer Server { get; }

        public Dictionary<long, (int Number, RequestKind Kind)> Sent { get; } = [];

        public Dictionary<long, List<SessionEvent>> Outcomes { get; } = [];

        public HashSet<int> Pushed { get; } = [];

        public HashSet<int> Updates { get; } = [];

        /// <summary>The last request that was enqueued before the server told of a session.</summary>
        public long LastUnheard { get; private set; } = long.MaxValue;

        public int Cuts { get; private set; }

        public int Late { get; private set; }

        public int Duplicates { get; private set; }

        public TimeSpan Elapsed => _now - _start;

        public void Run(int requests)
        {
            while (Sent.Count < requests || _session.PendingRequests > 0 || !Updates.SetEquals(Pushed))
            {
                Assert.True(Elapsed < TimeSpan.FromHours(2),
                    $"{_session.PendingRequests} requests do not end, {Pushed.Count - Updates.Count} updates do not come");
                if (Sent.Count < requests && _random.Next(3) == 0)
                    Enqueue(_random.Next(1, 20), requests);
                Trouble(isAllowed: Sent.Count < requests);
                Step();
            }
        }

        public void Dispose()
        {
            _session.Dispose();
            _key.Dispose();
        }

        private void Enqueue(int count, int most)
        {
            for (; count > 0 && Sent.Count < most; count--)
            {
                var number = Sent.Count;
                var kind = _random.Next(2) == 0 ? RequestKind.Once : RequestKind.Repeatable;
                var bytes = _random.Next(10) == 0 ? 40_000 : 4 * _random.Next(4, 200);
                Sent.Add(_session.Enqueue(SessionRig.Request(number, bytes), kind, _now), (number, kind));
            }
        }

        private void Trouble(bool isAllowed)
        {
            if (!isAllowed)
                return;
            if (_isConnected && _random.Next(12) == 0)
                Cut();
            if (_random.Next(60) == 0)
                Server.ChangeSalt();
            if (ServerForgets && _random.Next(80) == 0)
                Server.Forget();
            if (_isConnected && !ServerForgets && Server.Knows(_session.SessionId) && _random.Next(10) == 0)
            {
                var number = Pushed.Count;
                Pushed.Add(number);
                byte[] update = [0x33, 0x33, 0x33, 0x33, .. BitConverter.GetBytes(number)];
                Deliver(Server.Push(_session.SessionId, update, _now));
            }
        }

        private void Cut()
        {
            Cuts++;
            _isConnected = false;
            var connectAt = _now.AddMilliseconds(_random.Next(0, 4000));
            _connectAt = connectAt;
            foreach (var (_, packet) in _toServer.Where(_ => PacketsAreLate && _random.Next(2) == 0))
            {
                Late++;
                _late.Add((connectAt.AddMilliseconds(_random.Next(0, 900)), packet));
            }

            _toServer.Clear();
            _toClient.Clear();
            _session.HandleDisconnected(_now);
        }

        private void Step()
        {
            TakePackets();
            TakeEvents();
            var next = _now.AddSeconds(1);
            if (_session.NextDeadline < next)
                next = _session.NextDeadline.Value;
            if (_connectAt < next)
                next = _connectAt.Value;
            if (_toServer.TryPeek(out var first) && first.At < next)
                next = first.At;
            foreach (var (at, _) in _toClient.Concat(_late))
                next = at < next ? at : next;
            _now = next > _now ? next : _now;

            if (_connectAt <= _now)
                Connect();
            while (_toServer.TryPeek(out var packet) && packet.At <= _now)
                Deliver(Server.Receive(_toServer.Dequeue().Packet, _now));
            foreach (var packet in _late.Where(p => p.At <= _now).ToList())
            {
                _late.Remove(packet);
                Deliver(Server.Receive(packet.Packet, _now));
            }

            foreach (var packet in _toClient.Where(p => p.At <= _now).ToList())
            {
                _toClient.Remove(packet);
                _session.HandlePacket(packet.Packet, _now);
            }

            if (_session.NextDeadline <= _now)
                _session.HandleTimeout(_now);
            TakeEvents();
        }

        private void Connect()
        {
            _connectAt = null;
            _isConnected = true;
            _session.HandleConnected(_now);
            Deliver(Server.Reconnect(_session.SessionId, _now));
        }

        private void TakePackets()
        {
            using var buffer = new TlBuffer();
            while (_session.TryTakePacket(_now, buffer))
            {
                var at = _now.AddMilliseconds(_random.Next(1, 50));
                _toServer.Enqueue((_toServer.Count > 0 && _toServer.Last().At > at ? _toServer.Last().At : at, buffer.Written.ToArray()));
                buffer.Clear();
            }
        }

        // Other than TCP, this line brings some packets twice and changes the order of the server's packets; not where the server
        // forgets, because there its word that a session is new has to come before what it says about the old one's messages.
        private void Deliver(List<byte[]> packets)
        {
            if (!_isConnected)
                return;
            foreach (var packet in packets)
            {
                var at = _now.AddMilliseconds(_random.Next(1, 200));
                if (ServerForgets && _toClient.Count > 0)
                    at = _toClient.Max(p => p.At) is var last && last > at ? last : at;
                _toClient.Add((at, packet));
                if (_random.Next(8) != 0)
                    continue;
                Duplicates++;
                _toClient.Add((at.AddMilliseconds(_random.Next(1, 300)), (byte[])packet.Clone()));
            }
        }

        private void TakeEvents()
        {
            while (_session.TryTakeEvent(out var e))
            {
                switch (e.Kind)
                {
                    case SessionEventKind.RpcResult or SessionEventKind.RpcError
                        or SessionEventKind.RequestFailed or SessionEventKind.RequestUncertain:
                        if (!Outcomes.TryGetValue(e.Token, out var outcomes))
                            Outcomes.Add(e.Token, outcomes = []);
                        outcomes.Add(e);
                        break;
                    case SessionEventKind.NewSession:
                        LastUnheard = Math.Min(LastUnheard, Sent.Count);
                        break;
                    case SessionEventKind.Update:
                        Assert.True(Updates.Add(BinaryPrimitives.ReadInt32LittleEndian(e.Body.AsSpan(4))), "an update came twice");
                        break;
                    case SessionEventKind.CloseConnection:
                        Cut();
                        break;
                }
            }
        }
    }
}
