using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Network;
using TelegramHost.Client.Rpc;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Session;
using TelegramHost.Schema;
using TelegramHost.TestSupport;

namespace TelegramHost.Client.Tests.Network;

/// <summary>Which connections there are, over real sockets, with pauses on virtual time.</summary>
public sealed class DcPoolTests : IAsyncLifetime
{
    private const int Home = 2;
    private const int Other = 4;

    private static readonly byte[] _call = RpcCodec.Encode(new HelpGetConfigRequest());

    private readonly ScriptedServer _server = new();
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly TelegramClientOptions _options = new() { ApiId = 17, ApiHash = "hash" };
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
    private LiveSession _session = null!;
    private ConnectionBoard _board = null!;
    private DcPool _pool = null!;

    private CancellationToken Patience => _patience.Token;

    public async Task InitializeAsync()
    {
        _options.Connection.Endpoint = _server.Endpoint;
        _options.Connection.Transport = TransportKind.Intermediate;
        _options.Connection.Obfuscated = false;
        // What is measured here are other times, and a clock that is moved by hand does not wait for an answer.
        _options.Connection.PingInterval = TimeSpan.FromHours(24);
        _options.Connection.ReconnectDelay = _options.Connection.MaxReconnectDelay = TimeSpan.FromHours(1);
        _session = await LiveSession.OpenAsync(new MemorySessionStore(), new SessionSnapshot { HomeDc = Home }, default);
        _board = new ConnectionBoard(Home, _time, NullLogger.Instance);
        var clock = new MonotonicClock(_time);
        var keys = new DcKeys(_options.Connection, _server, binder: null, _session, clock, NullLogger.Instance);
        _pool = new DcPool(new SenderSetup(
            _options,
            new DcDialer(
                _options.Connection, new TcpConnector(_options.Connection, TimeProvider.System), new DcDirectory(_options.Connection, _session),
                new ServerProof(ServerKeys.Production(), keys, clock), _time, NullLogger.Instance),
            ConnectStrategies.Of(_options, _time),
            keys, new ClientIntroduction(_options, TimeSpan.Zero), _session, new RecordingSink(), _board, clock, _time, NullLogger.Instance));
    }

    public async Task DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _server.DisposeAsync();
        await _session.DisposeAsync();
        _patience.Dispose();
    }

    [Fact]
    public async Task PartsOfFiles_OpenConnectionsUpToTheLimit_AndShareThem()
    {
        await Task.WhenAll(InvokeAsync(), PartAsync());
        _server.Answer = _ => null;
        var before = _server.Calls.Count;

        var parts = Enumerable.Range(0, 30).Select(_ => PartAsync()).ToList();
        await UntilAsync(() => _server.Calls.Count == before + 30);
        // The second line is opened on demand; what came before it was up waits on the first.
        var more = Enumerable.Range(0, 30).Select(_ => PartAsync()).ToList();
        await UntilAsync(() => _server.Calls.Count == before + 60);

        Assert.Equal(_options.Connection.MaxConnectionsPerDataCenter, _server.Connections);
        Assert.All([.. parts, .. more], part => Assert.False(part.IsCompleted));
        // No part stands before other calls.
        _server.Answer = _ => ScriptedServer.BoolTrue;
        Assert.Equal(ScriptedServer.BoolTrue, await InvokeAsync());
    }

    [Fact]
    public async Task Calls_ShareOneConnection_HoweverMany()
    {
        _server.Answer = _ => null;

        var calls = Enumerable.Range(0, 100).Select(_ => InvokeAsync()).ToList();
        await UntilAsync(() => _server.Calls.Count == 100);

        Assert.Equal(1, _server.Connections);
        Assert.All(calls, call => Assert.False(call.IsCompleted));
    }

    [Fact]
    public async Task LimitOfOne_HasFilesAndCallsShareIt()
    {
        _options.Connection.MaxConnectionsPerDataCenter = 1;

        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => new[] { InvokeAsync(), PartAsync() }));

        Assert.Equal(1, _server.Connections);
    }

    [Fact]
    public async Task FirstUsersAtTheSameTime_MakeOneKey()
    {
        var exchanged = new TaskCompletionSource();
        _server.Exchanging = () => exchanged.Task;

        var users = new[] { InvokeAsync(), PartAsync(), InvokeAsync(), PartAsync() };
        await UntilAsync(() => _server.Connections == 2 && _server.KeysMade == 1);
        exchanged.SetResult();
        await Task.WhenAll(users);

        Assert.Equal(1, _server.KeysMade);
    }

    [Fact]
    public async Task KeyExchangeThatFails_IsTriedAgainByTheNext()
    {
        _server.Exchanging = () => Task.FromException(new TransportException("The exchange was cut."));
        var call = InvokeAsync();
        await UntilAsync(() => _board.Status.Cause is not null);
        Assert.Equal(1, _server.KeysMade);

        _server.Exchanging = () => Task.CompletedTask;
        _pool.TryNow();

        Assert.Equal(ScriptedServer.BoolTrue, await call);
        Assert.Equal(2, _server.KeysMade);
    }

    [Fact]
    public async Task IdleConnections_AreClosed_ButTheMainOneNever()
    {
        await Task.WhenAll(InvokeAsync(), PartAsync());
        Assert.Equal(2, _server.OpenConnections);

        _time.Advance(_options.Connection.IdleConnectionTimeout - TimeSpan.FromSeconds(1));
        await PartAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, _server.OpenConnections);
        _time.Advance(_options.Connection.IdleConnectionTimeout);
        await UntilAsync(() => _server.OpenConnections <= 1);

        Assert.Equal(ConnectionState.Connected, StateOfMain());
        Assert.Equal(ScriptedServer.BoolTrue, await PartAsync());
    }

    [Fact]
    public async Task ConnectionWithACallUnderWay_IsNotIdle()
    {
        await PartAsync();
        _server.Answer = _ => null;
        var part = PartAsync();
        await UntilAsync(() => _server.Calls.Count == 2);

        _time.Advance(_options.Connection.IdleConnectionTimeout * 3);

        Assert.False(part.IsCompleted);
    }

    [Fact]
    public async Task FaultedConnection_IsReplacedForItsNextUser()
    {
        await InvokeAsync();
        _server.TransportError = -444;
        await Assert.ThrowsAsync<TransportException>(() => PartAsync());

        _server.TransportError = 0;

        Assert.Equal(ScriptedServer.BoolTrue, await PartAsync());
        Assert.False(_pool.Failed.IsCompleted);
    }

    [Fact]
    public async Task RestoredNetwork_EndsPauses()
    {
        await InvokeAsync();
        _server.TransportError = -429;
        _server.Cut();
        await UntilAsync(() => _board.Status.NextTry is not null);
        var call = InvokeAsync();
        Assert.InRange(_board.Status.NextTry!.Value - _time.GetUtcNow(), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1));

        _server.TransportError = 0;
        _pool.TryNow();

        Assert.Equal(ScriptedServer.BoolTrue, await call);
    }

    [Fact]
    public async Task RestoredNetwork_ProbesWhatSeemsToBeUp()
    {
        await InvokeAsync();
        var pings = Pings();

        _pool.TryNow();

        await UntilAsync(() => Pings() > pings);
        Assert.Equal(1, _server.Connections);
    }

    [Fact]
    public async Task KeyThatAnotherConnectionHasReplaced_IsNotDroppedASecondTime()
    {
        await Task.WhenAll(InvokeAsync(), PartAsync());
        // As if the other one had found the old key void and made a new one.
        var fresh = _session.Current.Dc(Home) with { AuthKey = [.. ScriptedServer.KeyBytes] };
        await _session.UpdateAsync(snapshot => snapshot.With(Home, fresh));
        _server.TransportError = -404;
        var pausing = new ConcurrentDictionary<ConnectionPurpose, bool>();
        _board.Changed += (_, change) =>
        {
            if (change.Status.NextTry is not null)
                pausing[change.Status.Purpose] = true;
        };
        _server.Cut();
        await UntilAsync(() => pausing.Count == 2);

        _server.TransportError = 0;
        _pool.TryNow();
        await Task.WhenAll(InvokeAsync(), PartAsync());

        Assert.Equal(1, _server.KeysMade);
        Assert.Equal(fresh.AuthKey, _session.Current.Dc(Home).AuthKey);
    }

    [Fact]
    public async Task CallsAtTheOldHome_EndThere_WhenTheAccountMoves()
    {
        await InvokeAsync();
        var held = new TaskCompletionSource();
        _server.Answer = _ => null;
        var call = InvokeAsync();
        await UntilAsync(() => _server.Calls.Count == 2);

        await _pool.MoveHomeAsync(Other, Patience);
        _server.Answer = _ => ScriptedServer.BoolTrue;
        await _pool.InvokeAsync(Other, _call, RequestKind.Repeatable, "test.call", place: null, Patience);

        Assert.False(call.IsCompleted);
        Assert.Equal(2, _server.OpenConnections);
        Assert.False(held.Task.IsCompleted);
    }

    private Task<byte[]> InvokeAsync() => _pool.InvokeAsync(Home, _call, RequestKind.Repeatable, "test.call", place: null, Patience);

    private Task<byte[]> PartAsync() => _pool.InvokeAsync(Home, _call, RequestKind.FilePart, "upload.getFile", place: null, Patience);

    private int Pings() => _server.Services.Count(id => id == MtProto.Service.PingDelayDisconnectRequest.Constructor);

    private ConnectionState StateOfMain()
    {
        _board.NoteReady();
        return _board.Status.State;
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(1, Patience);
    }
}
