using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using TelegramHost.Client.Network;
using TelegramHost.Client.Network.Fallback;
using TelegramHost.Client.Network.Proxies;
using TelegramHost.Client.Rpc;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Updates;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Schema;

namespace TelegramHost.Client;

/// <summary>Everything of a client that lives from connecting to stopping: the session, the senders, the pipeline, the updates.</summary>
internal sealed class ClientRuntime : IAsyncDisposable
{
    private readonly ClientParts _parts;
    private readonly LiveSession _session;
    private readonly ILogger _logger;
    private readonly DcPool _pool;
    private readonly CdnConnections _cdn;
    private readonly ResilientInvoker _uploads;
    private readonly ResilientInvoker _downloads;
    private readonly CallPipelines _pipelines;
    private readonly LoginRecorder _logins;
    private readonly ClientLogin _login;
    private readonly UpdatePump _pump;
    private readonly UpdateMarksKeeper _marks;
    private readonly PeerKeeper _peers;
    private readonly ConfigKeeper _config;
    private readonly ClockWatch _clockWatch;
    private readonly CancellationTokenSource _stopping = new();
    private Task[] _running = [];
    private long _account;

    private ClientRuntime(ClientParts parts, LiveSession session)
    {
        (_parts, _session) = (parts, session);
        var (options, time) = (parts.Options, parts.Time);
        var logger = _logger = parts.LoggerFactory.CreateLogger(typeof(TelegramClient).FullName!);
        var clock = new MonotonicClock(time);
        var route = new ProxyRoute(options, parts.Connector, ServerTime, time);
        var directory = new DcDirectory(options.Connection, session, route.OnlyAddress);
        var handled = UpdateState.Of(session.TakeMarks());
        _config = new ConfigKeeper(directory, time, logger);
        var gate = new DeliveryGate(parts.Own, parts.Model, options.Updates.AlbumWindow, handled, parts.Updates.Writer, logger)
        {
            ConfigChanged = _config.Handle,
            LoginCodeScanned = parts.Auth.HandleScanned,
        };
        _peers = new PeerKeeper(session, time, logger);
        (parts.Peers.Session, session.ChangedPeers) = (session, parts.Peers);
        _marks = new UpdateMarksKeeper(session, gate, time, logger);
        gate.Store = _marks.ReserveAsync;
        _pump = new UpdatePump(parts.Peers, options.Updates, handled, gate, time, logger) { CatchingUp = parts.Board.NoteCatchingUp };
        parts.Open.Use(_pump);
        HomeMove? home = null;
        var setup = new PipelineSetup((dc, token) => home!.RunAsync(dc, token), () => _pool!.HomeDc, SystemEntropy.Instance, time, logger);
        _pipelines = new CallPipelines(options.Connection, options.Resilience, setup);
        var fallback = IsFallbackOf(options, route)
            ? new FallbackSource(options, directory, () => DnsOverHttps.Through(route.Connector), ServerTime, time, logger)
            : null;
        var binder = options.Connection.PerfectForwardSecrecy ? new KeyBinder(options.Connection, clock, time) : null;
        _pool = Connect(KeyExchange.KeysOf(options.Connection), new ClientIntroduction(options, time.LocalTimeZone.GetUtcOffset(time.GetUtcNow())), binder);
        _cdn = new CdnConnections(
            token => Invoker!.InvokeAsync(new HelpGetCdnConfigRequest(), token), trusted => Connect(trusted, ClientIntroduction.Anonymous(options.ApiId), binds: null));
        _clockWatch = new ClockWatch(clock, time, logger);
        _logins = new LoginRecorder(session, logger);
        var carrier = new LoginCarrier(_pool, session, logger);
        home = new HomeMove(_pool, carrier, session, options);
        var invoker = new DcInvoker(_pool, carrier, _cdn);
        Invoker = Through(_pipelines.Of);
        _uploads = Through(_ => _pipelines.Of(TransferDirection.Upload));
        _downloads = Through(_ => _pipelines.Of(TransferDirection.Download));
        _login = new ClientLogin(options, session, _pool, _config, Invoker, _logins, parts.Auth, parts.Authenticator, time);
        parts.Auth.MoveHome = _pool.MoveHomeAsync;
        parts.Auth.SignedOut = cancellationToken => _logins.ClearAsync(futureAuthToken: null, cancellationToken).AsTask();
        parts.Auth.FutureAuthTokens = () => [.. session.Current.FutureAuthTokens.Select(token => token.ToArray())];
        parts.Auth.SignedIn = (user, cancellationToken) => HandleSignedInAsync(user.Id, cancellationToken);

        DcPool Connect(ServerKeys trusted, ClientIntroduction introduction, KeyBinder? binds)
        {
            var exchange = new KeyExchange(options.Connection, trusted, directory.Advice, clock, time, logger);
            var keys = new DcKeys(options.Connection, exchange, binds, session, clock, logger);
            return new DcPool(new SenderSetup(
                options,
                new DcDialer(
                    options.Connection, route.Connector, directory, new ServerProof(trusted, keys, clock), time, logger,
                    fallback, ServerTime),
                () => _pipelines.Connect,
                keys,
                introduction,
                session,
                _pump,
                parts.Board,
                clock,
                time,
                logger) { CanLogInAgain = parts.CanLogInAgain });
        }

        ResilientInvoker Through(Func<string, CallPipeline> pipelineOf) => new(invoker, pipelineOf, _logins, _pump, parts.Own, time);

        DateTimeOffset ServerTime() => time.GetUtcNow() + session.Current.Dc(session.Current.HomeDc).ServerTimeOffset;
    }

    /// <summary>The session, from its opening on.</summary>
    public LiveSession Session => _session;

    /// <summary>Makes calls.</summary>
    public ResilientInvoker Invoker { get; }

    /// <summary>Whether an account has logged in.</summary>
    public bool IsLoggedIn => Interlocked.Read(ref _account) != 0;

    /// <summary>Makes the calls that move files that way.</summary>
    public ResilientInvoker Transfers(TransferDirection direction) => direction == TransferDirection.Upload ? _uploads : _downloads;

    /// <summary>Fails with what a person has to look at; never ends otherwise.</summary>
    public Task Completion => CompleteAsync();

    /// <summary>How far the updates have come that were missed; null when none is outstanding.</summary>
    public CatchUpProgress? CatchUp => _pump.CatchUp;

    /// <summary>Takes the session; nothing is connected yet.</summary>
    /// <exception cref="SessionStoreException">It is in use, damaged, or of another account.</exception>
    public static async Task<ClientRuntime> OpenAsync(ClientParts parts, CancellationToken cancellationToken)
    {
        var connection = parts.Options.Connection;
        var fresh = new SessionSnapshot { HomeDc = connection.DataCenter, TestServers = connection.TestServers };
        var logger = parts.LoggerFactory.CreateLogger(typeof(TelegramClient).FullName!);
        var lease = await SessionQueue.AcquireAsync(parts.Store, parts.Options.Session, parts.Time, logger, cancellationToken).ConfigureAwait(false);
        var session = await LiveSession.OpenAsync(lease, parts.Store.Description, fresh, cancellationToken).ConfigureAwait(false);
        try
        {
            ClientLogin.CheckAccount(parts.Options, session.Current, parts.Store.Description);
            return new ClientRuntime(parts, session);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Throws if somebody else has the session.</summary>
    /// <exception cref="SessionStoreException">The lease is lost.</exception>
    public void ThrowIfLost()
    {
        if (_session.Lost.Exception?.InnerException is not { } loss)
            return;
        // Whoever hears of it sees it in the state, too.
        _parts.Board.NoteFailed(loss);
        ExceptionDispatchInfo.Throw(loss);
    }

    /// <summary>Takes other settings for the calls from now on.</summary>
    public void Use(ResilienceOptions resilience) => _pipelines.Use(resilience);

    /// <summary>Connects, logs in, and lets updates flow.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _running =
        [
            _pump.RunAsync(Invoker, _stopping.Token), _marks.RunAsync(_stopping.Token), _peers.RunAsync(_stopping.Token), StopWhenLostAsync(),
            _clockWatch.RunAsync(HandleClockJump, _stopping.Token), WatchLoginAsync(),
        ];
        if (await _login.RunAsync(cancellationToken).ConfigureAwait(false) is { } account)
            await HandleSignedInAsync(account, cancellationToken).ConfigureAwait(false);
        _parts.Board.NoteReady();
        _running = [.. _running, _config.RunAsync(Invoker, _stopping.Token)];
    }

    /// <summary>The network is back, or another one.</summary>
    public void SignalNetworkRestored()
    {
        NetworkLog.NetworkRestored(_logger);
        TryNow();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _parts.Auth.SignedIn = null;
        _parts.Auth.SignedOut = null;
        _parts.Auth.FutureAuthTokens = null;
        _parts.Auth.MoveHome = null;
        await _stopping.CancelAsync().ConfigureAwait(false);
        // Its faults, but for the cancellation, have ended Completion already.
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _cdn.DisposeAsync().ConfigureAwait(false);
        await _pool.CloseAsync(Loss).ConfigureAwait(false);
        _parts.Board.NoteStopped();
        await _marks.StoreAtTheEndAsync().ConfigureAwait(false);
        await _peers.StoreAsync().ConfigureAwait(false);
        _parts.Peers.Session = null;
        await _session.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>An account is logged in: from now on it can be lost, and has updates.</summary>
    /// <remarks>
    /// Whoever was told that the client is connected counts on every update from then on, so the place where they begin is known
    /// first. A server that does not tell it for long delays the start, and does not fail it.
    /// </remarks>
    private async Task HandleSignedInAsync(long account, CancellationToken cancellationToken)
    {
        _logins.Watch();
        if (Interlocked.Exchange(ref _account, account) == account)
            return;
        _pump.SignedIn(account);
        if (!_parts.Options.Updates.Enabled)
            return;
        try
        {
            // What ends the client ends the wait too, and is told by Completion.
            await Task.WhenAny([_pump.Ready, _pool.Failed, _logins.Lost, _session.Lost, .. _running])
                .WaitAsync(_parts.Options.Connection.StartTimeout, _parts.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            UpdatesLog.NoStateYet(_logger, _parts.Options.Connection.StartTimeout.TotalSeconds);
        }
    }

    /// <summary>Nothing goes out any more once somebody else uses the login, whether or not anybody looks at <see cref="Completion"/>.</summary>
    private async Task StopWhenLostAsync()
    {
        try
        {
            await _session.Lost.WaitAsync(_stopping.Token).ConfigureAwait(false);
        }
        catch (SessionStoreException exception)
        {
            _parts.Board.NoteFailed(exception);
            await _pool.CloseAsync(exception).ConfigureAwait(false);
            throw;
        }
    }

    private void TryNow()
    {
        _pool.TryNow();
        _cdn.TryNow();
    }

    private void HandleClockJump()
    {
        TryNow();
        _pump.Post(UpdateNotice.ClockJumped);
    }

    private async Task WatchLoginAsync()
    {
        await _logins.Lost.WaitAsync(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Who else hears of the loss may stop the client before it is heard here.
        if (_logins.Lost.Exception?.InnerException is not { } loss)
            throw new OperationCanceledException(_stopping.Token);
        _parts.Board.NoteFailed(loss);
        if (loss.InnerException is AuthKeyDuplicatedException && _parts.CanLogInAgain)
            await _logins.DropKeyAsync().ConfigureAwait(false);
        ExceptionDispatchInfo.Throw(loss);
    }

    // Behind an MTProxy there is one address, and an address of one's own has no others.
    private static bool IsFallbackOf(TelegramClientOptions options, ProxyRoute route) =>
        options.Connection.Fallback.Enabled && route.OnlyAddress is null && string.IsNullOrWhiteSpace(options.Connection.Endpoint);

    /// <summary>Why the login is of no use any more, if that is so; whoever still calls hears of it.</summary>
    private Exception? Loss => new[] { _session.Lost, _logins.Lost, _pool.Failed }.Select(static task => task.Exception?.InnerException).FirstOrDefault(static loss => loss is not null);

    private async Task CompleteAsync()
    {
        var first = await Task.WhenAny([_pool.Failed, _logins.Lost, _session.Lost, .. _running]).ConfigureAwait(false);
        await first.ConfigureAwait(false);
    }
}
