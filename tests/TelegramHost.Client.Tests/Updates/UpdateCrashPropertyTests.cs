using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Model;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using Xunit.Abstractions;
using Channel = System.Threading.Channels.Channel;
using Output = TelegramHost.Client.Updates.UpdateMachineOutput;

namespace TelegramHost.Client.Tests.Updates;

/// <summary>A program that dies at any moment between its handlers and its store, again and again, while things happen.</summary>
public sealed class UpdateCrashPropertyTests(ITestOutputHelper output)
{
    private const int Rounds = 60;
    private const int LivesPerRound = 12;

    [Fact]
    public async Task CrashAtAnyMoment_LosesNothing_MarksEveryRepeat_AndRepeatsNothingThatIsStoredAsHandled()
    {
        var seed = Seed.Next(output.WriteLine);
        var repeats = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(seed + round);
            var world = new CrashWorld(random);
            var done = new HashSet<int>();
            var stored = new UpdateState(
                new CommonState(CrashWorld.FirstPts, CrashWorld.FirstQts, 0, 1), new Dictionary<long, int> { [CrashWorld.ChannelId] = CrashWorld.FirstPts });
            for (var life = 0; life < LivesPerRound; life++)
            {
                var run = new Life(random, world, stored, done);
                await run.PlayAsync(isLast: life == LivesPerRound - 1);
                (stored, repeats) = (run.Stored, repeats + run.Repeats);
            }

            Assert.Empty(world.Events.Select(item => item.Number).Except(done));
        }

        Assert.True(repeats > 0, "no crash came between a handler and the store: nothing was shown about repeats");
    }

    private sealed class Life
    {
        private readonly Random _random;
        private readonly CrashWorld _world;
        private readonly UpdateState _begin;
        private readonly HashSet<int> _done;
        private readonly DeliveryGate _gate;
        private readonly StoredMarks _marks;
        private readonly UpdateMachine _machine;
        private readonly Channel<UpdateDelivery> _deliveries = Channel.CreateUnbounded<UpdateDelivery>();
        private readonly List<UpdateDelivery> _waiting = [];
        private readonly List<Output> _fetches = [];
        private readonly List<UpdateBase> _onTheLine = [];
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public Life(Random random, CrashWorld world, UpdateState begin, HashSet<int> done)
        {
            (_random, _world, _begin, _done) = (random, world, begin, done);
            var peers = new PeerCache();
            peers.SetSelf(1);
            _gate = new DeliveryGate(
                new OwnMessages(new ManualTimeProvider()), new ModelFactory(peers), TimeSpan.Zero, begin, _deliveries.Writer, NullLogger.Instance)
            {
                Store = _ =>
                {
                    StoreNow();
                    return ValueTask.CompletedTask;
                },
            };
            _marks = new StoredMarks(_gate);
            _machine = new UpdateMachine(new UpdateMachineOptions(), peers, begin, _now);
        }

        public UpdateState Stored => _marks.State;

        public int Repeats { get; private set; }

        public async Task PlayAsync(bool isLast)
        {
            await DoAsync(() => _machine.HandleSignedIn(_now));
            for (var left = _random.Next(isLast ? 1 : 200); left > 0; left--)
                await StepAsync();
            if (!isLast)
                return;
            for (var minute = 0; minute < 40; minute++)
            {
                _now += TimeSpan.FromMinutes(1);
                await DoAsync(() => _machine.HandleTimeout(_now));
                while (_fetches.Count > 0)
                    await AnswerAsync();
                while (_waiting.Count > 0)
                    HandleOne();
            }

            StoreNow();
        }

        private async Task StepAsync()
        {
            switch (_random.Next(8))
            {
                case 0 or 1 or 2:
                    var update = _world.Happen();
                    if (_random.Next(4) > 0)
                        _onTheLine.Add(update);
                    break;
                case 3 when _onTheLine.Count > 0:
                    var next = _onTheLine[0];
                    _onTheLine.RemoveAt(0);
                    await DoAsync(() => _machine.HandleUpdates(MachineFixture.Container([next]), _now));
                    break;
                case 4:
                    _now += TimeSpan.FromMilliseconds(_random.Next(900));
                    await DoAsync(() => _machine.HandleTimeout(_now));
                    break;
                case 5 when _fetches.Count > 0:
                    await AnswerAsync();
                    break;
                case 6 when _random.Next(3) == 0:
                    StoreNow();
                    break;
                default:
                    for (var count = _random.Next(6); count > 0 && _waiting.Count > 0; count--)
                        HandleOne();
                    break;
            }
        }

        private async Task DoAsync(Action input)
        {
            input();
            List<Output> outputs = [];
            while (_machine.TryTakeOutput(out var taken))
                outputs.Add(taken);
            await _gate.ReserveAsync(outputs, default);
            foreach (var each in outputs)
            {
                switch (each)
                {
                    case Output.Deliver deliver:
                        await _gate.DeliverAsync(deliver, _now, default);
                        break;
                    case Output.Moved moved:
                        _gate.Ledger.Move(moved.Mark);
                        break;
                    case Output.CaughtUp caughtUp:
                        _gate.CaughtUp(caughtUp.ChannelId);
                        break;
                    case Output.FetchDifference or Output.FetchChannelDifference:
                        _fetches.Add(each);
                        break;
                    default:
                        Assert.Fail($"{each} has no place here");
                        break;
                }
            }

            while (_deliveries.Reader.TryRead(out var delivery))
                Receive(delivery);
        }

        private void Receive(UpdateDelivery delivery)
        {
            _waiting.Add(delivery);
            if (CrashWorld.NumberOf(delivery.Update.Raw!) is not { } number)
                return;
            var item = _world.Events[number - 1];
            Assert.False(item.IsCovered(_begin), $"{item} was stored as handled and comes again");
            if (!_done.Contains(number))
                return;
            Repeats++;
            Assert.True(delivery.Update.MayBeRepeat, $"{item} was handled, comes again, and says nothing of it");
        }

        /// <summary>One handler ends: any, but within a chat the first.</summary>
        private void HandleOne()
        {
            var chat = _waiting[_random.Next(_waiting.Count)].Update.ChatId;
            var next = _waiting.First(delivery => delivery.Update.ChatId == chat);
            _waiting.Remove(next);
            if (CrashWorld.NumberOf(next.Update.Raw!) is { } number)
                _done.Add(number);
            next.Complete();
        }

        private async Task AnswerAsync()
        {
            var fetch = _fetches[_random.Next(_fetches.Count)];
            _fetches.Remove(fetch);
            var fails = _random.Next(6) == 0;
            await DoAsync(() =>
            {
                switch (fetch)
                {
                    case Output.FetchDifference f when fails:
                        _machine.HandleDifferenceFailed(f.Call, DifferenceFault.Transient, _now);
                        break;
                    case Output.FetchDifference f:
                        _machine.HandleDifference(f.Call, _world.DifferenceFrom(f.From), _now);
                        break;
                    case Output.FetchChannelDifference f when fails:
                        _machine.HandleChannelDifferenceFailed(f.Call, f.ChannelId, DifferenceFault.Transient, _now);
                        break;
                    case Output.FetchChannelDifference f:
                        _machine.HandleChannelDifference(f.Call, f.ChannelId, _world.ChannelDifferenceFrom(f.Pts), _now);
                        break;
                }
            });
        }

        private void StoreNow()
        {
            _marks.Write();
            var stored = Stored;
            foreach (var item in _world.Events)
                Assert.True(_done.Contains(item.Number) || !item.IsCovered(stored), $"{item} is stored as handled, and is not");
        }
    }
}
