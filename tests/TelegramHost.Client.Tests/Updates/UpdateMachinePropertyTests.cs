using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using Xunit.Abstractions;
using static TelegramHost.Client.Tests.Updates.MachineFixture;
using Output = TelegramHost.Client.Updates.UpdateMachineOutput;

namespace TelegramHost.Client.Tests.Updates;

/// <summary>A server that keeps every update, and a line to the client that loses, doubles and reorders.</summary>
public sealed class UpdateMachinePropertyTests(ITestOutputHelper output)
{
    private const int Rounds = 40;
    private const int UpdatesPerRound = 300;

    [Fact]
    public void LossDuplicationAndReordering_EachUpdateIsDeliveredOnceInOrderWithinItsBox()
    {
        var seed = Seed.Next(output.WriteLine);
        for (var round = 0; round < Rounds; round++)
            new Run(new Random(seed + round)).Play();
    }

    private sealed class Run(Random random)
    {
        // The account is not in this one: nothing of it is pushed, and it is open.
        private const long Foreign = 10;

        private static readonly long[] s_channels = [7, 8, 9, Foreign];
        private readonly MachineFixture _fixture = new(new CommonState(100, 50, 10, 1), s_channels.Where(id => id != Foreign).ToDictionary(id => id, _ => 1000));
        private readonly List<(int Number, int Pts, int Count)> _account = [];
        private readonly List<(int Number, int Qts)> _qts = [];
        private readonly Dictionary<long, List<(int Number, int Pts, int Count)>> _logs = s_channels.ToDictionary(id => id, _ => new List<(int, int, int)>());
        private readonly List<UpdatesBase> _onTheLine = [];
        private readonly HashSet<long> _answered = [];
        private int _number;
        private int _seq = 10;

        public void Play()
        {
            _fixture.Open(Foreign, 1000);
            for (var i = 0; i < UpdatesPerRound; i++)
            {
                Push();
                while (_onTheLine.Count > random.Next(6))
                    Arrive();
                if (random.Next(4) == 0)
                    _fixture.Advance(random.Next(900));
                if (random.Next(3) == 0)
                    AnswerOne();
                if (random.Next(30) == 0)
                    _fixture.Open(s_channels[0], random.Next(900, 1100), isMember: true);
                if (random.Next(30) == 0)
                    _fixture.Close(s_channels[0]);
            }

            while (_onTheLine.Count > 0)
                Arrive();
            // The line is quiet now: silence and holes make the machine ask until it has everything.
            for (var i = 0; i < 40; i++)
            {
                _fixture.Advance(TimeSpan.FromMinutes(1));
                while (AnswerOne())
                {
                }
            }

            Check();
        }

        private void Push()
        {
            UpdateBase update;
            var isPushed = true;
            var count = random.Next(1, 4);
            switch (random.Next(4))
            {
                case 0:
                    var qts = (_qts.Count == 0 ? 50 : _qts[^1].Qts) + 1;
                    _qts.Add((++_number, qts));
                    update = new UpdateBotStopped { UserId = 5, Date = _number, Stopped = true, Qts = qts };
                    break;
                case 1:
                    var channel = s_channels[random.Next(s_channels.Length)];
                    isPushed = channel != Foreign;
                    var log = _logs[channel];
                    log.Add((++_number, (log.Count == 0 ? 1000 : log[^1].Pts) + count, count));
                    update = new UpdateDeleteChannelMessages { ChannelId = channel, Messages = [_number], Pts = log[^1].Pts, PtsCount = count };
                    break;
                default:
                    _account.Add((++_number, (_account.Count == 0 ? 100 : _account[^1].Pts) + count, count));
                    update = new UpdateDeleteMessages { Messages = [_number], Pts = _account[^1].Pts, PtsCount = count };
                    break;
            }

            if (!isPushed)
                return;
            var container = Container([update], random.Next(2) == 0 ? ++_seq : 0, date: 1);
            var copies = random.Next(10) switch { 0 or 1 => 0, 2 => 2, _ => 1 };
            for (var i = 0; i < copies; i++)
                _onTheLine.Insert(random.Next(Math.Max(0, _onTheLine.Count - 3), _onTheLine.Count + 1), container);
        }

        private void Arrive()
        {
            var next = _onTheLine[0];
            _onTheLine.RemoveAt(0);
            _fixture.Receive(next);
        }

        private bool AnswerOne()
        {
            var open = _fixture.Fetches.Where(fetch => !_answered.Contains(CallOf(fetch))).ToList();
            if (open.Count == 0)
                return false;
            var fetch = open[random.Next(open.Count)];
            _answered.Add(CallOf(fetch));
            var fails = random.Next(5) == 0;
            switch (fetch)
            {
                case Output.FetchDifference f when fails:
                    _fixture.Do((machine, now) => machine.HandleDifferenceFailed(f.Call, DifferenceFault.Transient, now));
                    break;
                case Output.FetchDifference f:
                    var difference = DifferenceFrom(f.From);
                    _fixture.Do((machine, now) => machine.HandleDifference(f.Call, difference, now));
                    break;
                case Output.FetchChannelDifference f when fails:
                    _fixture.Do((machine, now) => machine.HandleChannelDifferenceFailed(f.Call, f.ChannelId, DifferenceFault.Transient, now));
                    break;
                case Output.FetchChannelDifference f:
                    var channelDifference = ChannelDifferenceFrom(f.ChannelId, f.Pts);
                    _fixture.Do((machine, now) => machine.HandleChannelDifference(f.Call, f.ChannelId, channelDifference, now));
                    break;
            }

            return true;
        }

        private UpdatesDifferenceBase DifferenceFrom(CommonState from)
        {
            var all = _account.Where(item => item.Pts > from.Pts).ToList();
            var taken = all.Take(random.Next(1, 8)).ToList();
            var secret = _qts.Where(item => item.Qts > from.Qts).ToList();
            if (all.Count == 0 && secret.Count == 0)
                return new UpdatesDifferenceEmpty { Date = 1, Seq = _seq };
            UpdateBase[] updates =
            [
                .. taken.Select(item => (UpdateBase)new UpdateDeleteMessages { Messages = [item.Number], Pts = item.Pts, PtsCount = item.Count }),
                .. secret.Select(item => new UpdateBotStopped { UserId = 5, Date = item.Number, Stopped = true, Qts = item.Qts }),
            ];
            var state = TlState(
                taken.Count > 0 ? taken[^1].Pts : from.Pts, secret.Count > 0 ? secret[^1].Qts : from.Qts, 1, taken.Count < all.Count ? from.Seq : _seq);
            return taken.Count < all.Count
                ? new UpdatesDifferenceSlice
                {
                    NewMessages = [], NewEncryptedMessages = [], OtherUpdates = updates, Users = [], Chats = [], IntermediateState = state,
                }
                : new UpdatesDifference
                {
                    NewMessages = [], NewEncryptedMessages = [], OtherUpdates = updates, Users = [], Chats = [], State = state,
                };
        }

        private UpdatesChannelDifferenceBase ChannelDifferenceFrom(long channel, int pts)
        {
            var all = _logs[channel].Where(item => item.Pts > pts).ToList();
            if (all.Count == 0)
                return new UpdatesChannelDifferenceEmpty { Final = true, Pts = pts, Timeout = NextTimeout() };
            var taken = all.Take(random.Next(1, 8)).ToList();
            return new UpdatesChannelDifference
            {
                Final = taken.Count == all.Count,
                Pts = taken[^1].Pts,
                Timeout = NextTimeout(),
                NewMessages = [],
                OtherUpdates = [.. taken.Select(item => new UpdateDeleteChannelMessages
                {
                    ChannelId = channel, Messages = [item.Number], Pts = item.Pts, PtsCount = item.Count,
                })],
                Users = [],
                Chats = [],
            };
        }

        private int? NextTimeout() => random.Next(3) == 0 ? null : random.Next(60);

        private void Check()
        {
            Assert.Equal(_account.Select(item => item.Number), _fixture.Delivered.OfType<UpdateDeleteMessages>().Select(update => update.Messages[0]));
            Assert.Equal(_qts.Select(item => item.Number), _fixture.Delivered.OfType<UpdateBotStopped>().Select(update => update.Date));
            foreach (var (channel, log) in _logs)
            {
                Assert.Equal(
                    log.Select(item => item.Number),
                    _fixture.Delivered.OfType<UpdateDeleteChannelMessages>().Where(update => update.ChannelId == channel).Select(update => update.Messages[0]));
            }

            Assert.Empty(_fixture.Losses);
            CheckThatMarksAreNeverAhead();
        }

        /// <summary>A mark says that all up to it was delivered: its numbers never exceed what stands before it in the output.</summary>
        private void CheckThatMarksAreNeverAhead()
        {
            var (pts, qts) = (100, 50);
            var channels = s_channels.ToDictionary(id => id, _ => 1000);
            foreach (var output in _fixture.All)
            {
                if (output is not Output.Deliver deliver)
                    continue;
                switch (deliver.Update)
                {
                    case UpdateDeleteMessages update:
                        pts = Math.Max(pts, update.Pts);
                        break;
                    case UpdateBotStopped update:
                        qts = Math.Max(qts, update.Qts);
                        break;
                    case UpdateDeleteChannelMessages update:
                        channels[update.ChannelId] = Math.Max(channels[update.ChannelId], update.Pts);
                        break;
                }

                if (deliver.Mark.Common is { } mark)
                    Assert.True(mark.Pts <= pts && mark.Qts <= qts, $"a mark of pts {mark.Pts}, qts {mark.Qts} after updates up to {pts}, {qts}");
                if (deliver.Mark.ChannelId is { } channel)
                    Assert.True(deliver.Mark.ChannelPts <= channels[channel], $"a mark of pts {deliver.Mark.ChannelPts} after updates up to {channels[channel]}");
                Assert.True(deliver.Span is { } span && span.After < span.UpTo, "each of these has numbers of its own");
            }
        }

        private static long CallOf(Output fetch) => fetch switch
        {
            Output.FetchDifference f => f.Call,
            Output.FetchChannelDifference f => f.Call,
            _ => throw new InvalidOperationException(fetch.ToString()),
        };
    }
}
