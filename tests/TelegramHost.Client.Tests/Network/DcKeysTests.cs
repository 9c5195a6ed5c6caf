using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Framing;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Tests.Network;

public sealed class DcKeysTests : IAsyncLifetime
{
    private readonly SlowExchange _exchange = new();
    private LiveSession _session = null!;
    private DcKeys _keys = null!;

    public async Task InitializeAsync()
    {
        _session = await LiveSession.OpenAsync(new MemorySessionStore(), new SessionSnapshot { HomeDc = 2 }, default);
        var (options, clock) = (new ConnectionOptions(), new MonotonicClock(TimeProvider.System));
        _keys = new DcKeys(options, _exchange, binder: null, _session, clock, NullLogger.Instance);
    }

    public async Task DisposeAsync() => await _session.DisposeAsync();

    [Fact]
    public async Task ConnectionsOfOneDataCentre_ThatWantAKeyAtOnce_AllGetTheOneThatIsMade()
    {
        var wanted = Enumerable.Range(0, 20).Select(_ => AcquireAsync(2)).ToArray();

        _exchange.Finish(2, 7);
        var keys = await Task.WhenAll(wanted);

        Assert.Equal(1, _exchange.Runs);
        Assert.Single(keys.Select(key => key.Key.Id).Distinct());
        Assert.True(keys[0].IsOf(_session.Current.Dc(2)));
    }

    [Fact]
    public async Task DataCentres_MakeTheirKeysSideBySide()
    {
        var (second, fourth) = (AcquireAsync(2), AcquireAsync(4));
        Assert.Equal(2, _exchange.Runs);

        _exchange.Finish(4, 9);
        using var key = await fourth;

        Assert.False(second.IsCompleted);
        _exchange.Finish(2, 7);
        using var other = await second;
        Assert.NotEqual(key.Key.Id, other.Key.Id);
    }

    [Fact]
    public async Task Exchange_ThatFails_FailsOnceForAllWhoWait_AndIsTriedByTheNextOne()
    {
        var wanted = Enumerable.Range(0, 20).Select(_ => AcquireAsync(2)).ToArray();

        _exchange.Fail(2);

        foreach (var want in wanted)
            await Assert.ThrowsAsync<TransportException>(() => want);
        Assert.Equal(1, _exchange.Runs);
        _exchange.Finish(2, 7);
        using var key = await AcquireAsync(2);
        Assert.Equal(2, _exchange.Runs);
    }

    [Fact]
    public async Task Exchange_ThatIsGivenUp_IsMadeByAnotherWhoWaits()
    {
        using var cancellation = new CancellationTokenSource();
        var first = AcquireAsync(2, cancellation.Token);
        var second = AcquireAsync(2);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _exchange.Finish(2, 7);
        using var key = await second;
        Assert.Equal(2, _exchange.Runs);
    }

    [Fact]
    public async Task Salts_OfAKeyThatWasReplaced_AreNotKept()
    {
        _exchange.Finish(2, 7);
        using var old = await AcquireAsync(2);
        await _session.UpdateAsync(snapshot => snapshot.With(2, SlowExchange.Record(8)));
        using var session = new MtSession(old.Key, new MtSessionOptions { Salts = old.Salts }, SystemEntropy.Instance, DateTimeOffset.UnixEpoch);
        var recorder = new DcRecorder(2, _session, new MonotonicClock(TimeProvider.System), NullLogger.Instance);

        recorder.Note(session, old);
        await recorder.FinishAsync();

        Assert.Equal(8, Assert.Single(_session.Current.Dc(2).Salts).Salt);
    }

    private Task<DcKey> AcquireAsync(int dc, CancellationToken cancellationToken = default) => _keys.AcquireAsync(
        dc, new FramedConnection(Stream.Null, Framings.Create(TransportKind.Intermediate, false, dc, SystemEntropy.Instance, [])), cancellationToken);

    /// <summary>Exchanges that end when a test says so.</summary>
    private sealed class SlowExchange : IKeyExchange
    {
        private readonly Dictionary<int, TaskCompletionSource<DcRecord>> _under = [];

        public int Runs { get; private set; }

        public static DcRecord Record(byte seed) => new()
        {
            AuthKey = [.. Enumerable.Repeat(seed, 256)],
            Salts = [new ServerSalt(seed, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue)],
        };

        public Task<DcRecord> RunAsync(FramedConnection connection, int dc, CancellationToken cancellationToken)
        {
            Runs++;
            return Of(dc).Task.WaitAsync(cancellationToken);
        }

        public Task<TemporaryKey> RunTemporaryAsync(FramedConnection connection, int dc, TimeSpan lifetime, CancellationToken cancellationToken) =>
            throw new NotSupportedException("These tests want permanent keys.");

        public void Finish(int dc, byte seed) => Of(dc).SetResult(Record(seed));

        public void Fail(int dc)
        {
            var under = Of(dc);
            _under.Remove(dc);
            under.SetException(new TransportException("lost"));
        }

        private TaskCompletionSource<DcRecord> Of(int dc)
        {
            if (!_under.TryGetValue(dc, out var source))
                _under[dc] = source = new TaskCompletionSource<DcRecord>();
            return source;
        }
    }
}
