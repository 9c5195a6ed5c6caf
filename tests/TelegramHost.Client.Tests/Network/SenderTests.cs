using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Network;
using TelegramHost.Client.Rpc;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Service;
using TelegramHost.MtProto.Session;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Tests.Network;

public sealed class SenderTests : IAsyncLifetime
{
    private static readonly byte[] _call = RpcCodec.Encode(new HelpGetConfigRequest());

    private readonly ScriptedServer _server = new();
    private readonly MemorySessionStore _store = new();
    private readonly RecordingSink _sink = new();
    private readonly PauseLog _log = new();
    private readonly TelegramClientOptions _options = new() { ApiId = 17, ApiHash = "hash" };
    // Shorter than the session's own deadlines, so that nothing passes because a timer woke the loop by chance.
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(20));
    private LiveSession _session = null!;
    private Sender _sender = null!;

    private CancellationToken Patience => _patience.Token;

    public async Task InitializeAsync()
    {
        _options.Connection.Endpoint = _server.Endpoint;
        _options.Connection.Transport = TransportKind.Intermediate;
        _options.Connection.Obfuscated = false;
        _options.Connection.ReconnectDelay = TimeSpan.FromMilliseconds(1);
        _options.Connection.MaxReconnectDelay = TimeSpan.FromMilliseconds(20);
        _session = await LiveSession.OpenAsync(_store, new SessionSnapshot { HomeDc = 2 }, default);
        _sender = Make();
    }

    public async Task DisposeAsync()
    {
        await _sender.DisposeAsync();
        await _server.DisposeAsync();
        await _session.DisposeAsync();
        _patience.Dispose();
    }

    [Fact]
    public async Task Call_IsAnswered()
    {
        Assert.Equal(ScriptedServer.BoolTrue, await InvokeAsync());
        Assert.True(_sender.IsConnected);
    }

    [Fact]
    public async Task FirstCalls_IntroduceTheClient_AndLaterOnesDoNot()
    {
        await InvokeAsync();
        await InvokeAsync();

        var calls = _server.Calls.ToArray();
        var reader = new TlReader(calls[0]);
        Assert.Equal(ClientIntroduction.Layer, InvokeWithLayerRequest<bool>.ReadWithoutQuery(ref reader).Layer);
        Assert.Equal(17, InitConnectionRequest<bool>.ReadWithoutQuery(ref reader).ApiId);
        Assert.Equal(_call, reader.ReadRest().ToArray());
        Assert.Equal(_call, calls[1]);
    }

    [Fact]
    public async Task ConcurrentFirstCalls_AllIntroduceTheClient()
    {
        _server.Answer = _ => null;
        var calls = Enumerable.Range(0, 20).Select(_ => InvokeAsync()).ToArray();
        await UntilAsync(() => _server.Calls.Count == 20);

        Assert.All(_server.Calls, call => Assert.Equal(InvokeWithLayerRequest<bool>.Constructor, BitConverter.ToUInt32(call)));
        Assert.True(_server.Packets < 20, $"{_server.Packets} packets for 20 calls");
        Assert.All(calls, call => Assert.False(call.IsCompleted));
    }

    [Fact]
    public async Task SenderWithoutUpdates_SaysSoWithEveryCall()
    {
        await _sender.DisposeAsync();
        _sender = Make(ConnectionPurpose.Calls);

        await InvokeAsync();
        await InvokeAsync();

        var second = _server.Calls.ToArray()[1];
        Assert.Equal(InvokeWithoutUpdatesRequest<bool>.Constructor, BitConverter.ToUInt32(second));
        Assert.Equal(_call, second[4..]);
    }

    [Fact]
    public async Task Server_ThatForgotTheClient_IsToldOnceMore()
    {
        await InvokeAsync();
        var refusals = 1;
        _server.Answer = _ => refusals-- > 0 ? ScriptedServer.Error(400, "CONNECTION_NOT_INITED") : ScriptedServer.BoolTrue;

        Assert.Equal(ScriptedServer.BoolTrue, await InvokeAsync());

        Assert.Equal(3, _server.Calls.Count);
        Assert.Equal(InvokeWithLayerRequest<bool>.Constructor, BitConverter.ToUInt32(_server.Calls.Last()));
    }

    [Fact]
    public async Task Server_ThatForgetsTheClientForEver_IsToldOnceMoreOnly()
    {
        _server.Answer = _ => ScriptedServer.Error(400, "CONNECTION_NOT_INITED");

        var exception = await Assert.ThrowsAsync<RpcException>(InvokeAsync);

        Assert.Equal("CONNECTION_NOT_INITED", exception.Error);
        Assert.Equal(2, _server.Calls.Count);
    }

    [Fact]
    public async Task Error_NamesTheMethod()
    {
        _server.Answer = _ => ScriptedServer.Error(400, "PEER_ID_INVALID");

        var exception = await Assert.ThrowsAsync<RpcException>(InvokeAsync);

        Assert.Equal((400, "PEER_ID_INVALID", "test.call"), (exception.Code, exception.Error, exception.Method));
    }

    [Fact]
    public async Task CallInARow_NamesTheMessageOfTheOneBefore_OutermostOfAll()
    {
        await InvokeAsync();
        _server.Answer = _ => null;
        var row = new CallSequence();
        for (var i = 0; i < 2; i++)
            _ = InvokeAsync(row.Join(), Patience);
        await UntilAsync(() => _server.Calls.Count == 3);

        var (first, second) = (_server.Calls.ElementAt(1), _server.Calls.ElementAt(2));

        Assert.Equal(first, second.AsSpan(12).ToArray());
        Assert.Equal(InvokeAfterMsgRequest<bool>.Constructor, BitConverter.ToUInt32(second));
    }

    [Fact]
    public async Task CancelledCall_EndsAtOnceAndIsDropped()
    {
        _server.Answer = _ => null;
        using var cancellation = new CancellationTokenSource();
        var call = InvokeAsync(place: null, cancellation.Token);
        await UntilAsync(() => _server.Calls.Count == 1);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await UntilAsync(() => _server.Services.Contains(RpcDropAnswerRequest.Constructor));
    }

    [Fact]
    public async Task CallsUnderWay_EndWhenTheSenderIsDisposed_AlsoWithTheConnectionDown()
    {
        await InvokeAsync();
        await _server.DisposeAsync();
        var calls = Enumerable.Range(0, 10).Select(_ => InvokeAsync()).ToArray();

        await _sender.DisposeAsync();

        foreach (var call in calls)
            await Assert.ThrowsAsync<TransportException>(() => call);
        await Assert.ThrowsAsync<TransportException>(InvokeAsync);
    }

    [Fact]
    public async Task LostConnection_IsRestored_AndTheSinkHearsOfIt()
    {
        await InvokeAsync();
        _server.Cut();

        await InvokeAsync();

        Assert.Equal(2, _server.Connections);
        Assert.Equal([UpdateNotice.Reconnected], _sink.Notices);
    }

    [Fact]
    public async Task ConnectionsThatBreakBeforeTheServerSpeaks_AreCounted_AndAnAnswerEndsTheCount()
    {
        await _sender.DisposeAsync();
        _server.TransportError = -1;
        _sender = Make();
        var longest = _options.Connection.MaxReconnectDelay;
        await UntilAsync(() => _log.Pauses.Contains(longest));
        _server.TransportError = 0;
        await InvokeAsync();
        var before = _log.Pauses.Count;

        _server.Cut();
        await UntilAsync(() => _log.Pauses.Count > before);

        Assert.True(_log.Pauses.ElementAt(before) < longest, $"{_log.Pauses.ElementAt(before)}");
        await InvokeAsync();
    }

    [Fact]
    public async Task PacketsThatAreRefused_AreNoSignOfTheServer_SoThePausesGrow()
    {
        await _sender.DisposeAsync();
        _server.Nonsense = new byte[64];
        _sender = Make();

        var call = InvokeAsync();
        await UntilAsync(() => _log.Pauses.Contains(_options.Connection.MaxReconnectDelay));

        Assert.False(_sender.IsConnected);
        _server.Nonsense = null;
        Assert.Equal(ScriptedServer.BoolTrue, await call);
    }

    [Fact]
    public async Task CallsUnderWay_HearWhyTheConnectionIsClosed()
    {
        _server.Answer = _ => null;
        var call = InvokeAsync();
        await UntilAsync(() => _server.Calls.Count == 1);
        var reason = new SessionLostException("logged out");

        await _sender.CloseAsync(reason);

        Assert.Same(reason, await Assert.ThrowsAsync<SessionLostException>(() => call));
        await Assert.ThrowsAsync<SessionLostException>(InvokeAsync);
    }

    [Fact]
    public async Task PushedUpdates_ReachTheSinkAsTheyCame()
    {
        await InvokeAsync();
        var updates = ScriptedServer.Boxed(new UpdatesTooLong());

        _server.Push(updates);

        await UntilAsync(() => !_sink.Updates.IsEmpty);
        Assert.Equal(updates, _sink.Updates.Single());
    }

    [Fact]
    public async Task UnknownKey_OfAUser_EndsTheSessionAndKeepsTheKey()
    {
        await LogInAsync(isBot: false);
        _server.TransportError = -404;

        var exception = await Assert.ThrowsAsync<SessionLostException>(InvokeAsync);

        Assert.Contains("Telegram:Session:Path", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, _server.Connections);
        Assert.Equal(ScriptedServer.KeyBytes, _session.Current.Dc(2).AuthKey.AsSpan());
    }

    [Fact]
    public async Task UnknownKey_OfABot_IsDroppedForANewLogin()
    {
        _options.BotToken = "7:token";
        await LogInAsync(isBot: true);
        _server.TransportError = -404;

        await Assert.ThrowsAsync<SessionLostException>(InvokeAsync);

        Assert.True(_session.Current.Dc(2).AuthKey.IsEmpty);
        Assert.Equal(7, _session.Current.AccountId);
    }

    [Fact]
    public async Task UnknownKey_ThatCarriesNoLogin_IsReplacedQuietly()
    {
        await _session.UpdateAsync(snapshot => snapshot.With(2, new DcRecord { AuthKey = [.. ScriptedServer.KeyBytes] }));
        _server.TransportError = -404;
        var call = InvokeAsync();
        await UntilAsync(() => _session.Current.Dc(2).AuthKey.IsEmpty || _server.Connections > 3);

        _server.TransportError = 0;

        Assert.Equal(ScriptedServer.BoolTrue, await call);
    }

    [Fact]
    public async Task WrongDataCenter_IsFatalAndNamesTheSetting()
    {
        // From a server that has spoken before it would be a fault that passes.
        await _sender.DisposeAsync();
        _server.TransportError = -444;
        _sender = Make();

        var exception = await Assert.ThrowsAsync<TransportException>(InvokeAsync);

        Assert.Equal(-444, exception.Code);
        Assert.Contains("Telegram:Connection:DataCenter", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TransportException>(() => _sender.Completion);
    }

    [Fact]
    public async Task TooManyConnections_AreRetriedUntilTheServerRelents()
    {
        _server.TransportError = -429;
        var call = InvokeAsync();
        await UntilAsync(() => _server.Connections >= 3);

        _server.TransportError = 0;

        Assert.Equal(ScriptedServer.BoolTrue, await call);
    }

    private Sender Make(ConnectionPurpose purpose = ConnectionPurpose.Main)
    {
        var time = TimeProvider.System;
        var clock = new MonotonicClock(time);
        var keys = new DcKeys(_options.Connection, _server, binder: null, _session, clock, NullLogger.Instance);
        var sender = new Sender(2, purpose, new SenderSetup(
            _options,
            new DcDialer(
                _options.Connection, new TcpConnector(_options.Connection, time), new DcDirectory(_options.Connection, _session),
                new ServerProof(ServerKeys.Production(), keys, clock), time, NullLogger.Instance),
            ConnectStrategies.Of(_options, time),
            keys, new ClientIntroduction(_options, TimeSpan.Zero), _session, _sink,
            new ConnectionBoard(2, time, NullLogger.Instance), clock, time, _log) { CanLogInAgain = _options.BotToken is not null });
        sender.Start();
        return sender;
    }

    private Task<byte[]> InvokeAsync() => InvokeAsync(place: null, Patience);

    private Task<byte[]> InvokeAsync(SequencePlace? place, CancellationToken cancellationToken)
    {
        _sender.Enter();
        return _sender.InvokeAsync(_call, RequestKind.Repeatable, "test.call", place, cancellationToken);
    }

    private async Task LogInAsync(bool isBot)
    {
        await InvokeAsync();
        await _session.UpdateAsync(snapshot => snapshot with { AccountId = 7, IsBot = isBot });
        await _sender.DisposeAsync();
        _server.Connections = 0;
        _sender = Make();
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(1, Patience);
    }
}
