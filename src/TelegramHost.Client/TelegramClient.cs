using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Areas;
using TelegramHost.Client.Model;
using TelegramHost.Client.Network;
using TelegramHost.Client.Peers;
using TelegramHost.Client.Rpc;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Sessions.Encryption;
using TelegramHost.Client.Updates;
using TelegramHost.Tl;

namespace TelegramHost.Client;

/// <summary>The client: holds the areas and starts the parts; no logic of its own.</summary>
public sealed class TelegramClient : ITelegramClient, IRpcInvoker, ITransferInvoker
{
    // A bot whose login is lost again at once is refused for a reason that a person has to see.
    private static readonly TimeSpan _restartPause = TimeSpan.FromMinutes(1);

    private readonly ClientParts _parts;
    private readonly UpdateStream _updates;
    private readonly SemaphoreSlim _starting = new(1, 1);
    private ClientRuntime? _runtime;
    private DateTimeOffset? _lastRestart;
    private SessionLostException? _loss;
    private bool _isDisposed;

    internal TelegramClient(
        TelegramClientOptions options, IConnector connector, ISessionStore store, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null,
        ITelegramAuthenticator? authenticator = null)
    {
        TelegramClientOptionsValidator.ThrowIfInvalid(options);
        var time = timeProvider ?? TimeProvider.System;
        var peers = new PeerCache();
        var model = new ModelFactory(peers);
        var own = new OwnMessages(time);
        var resolver = new PeerResolver(this, peers);
        _updates = new UpdateStream(options.Updates.QueueCapacity);
        Auth = new AuthArea(this, peers, options, SystemEntropy.Instance, time);
        Messages = new MessagesArea(this, resolver, model, SystemEntropy.Instance);
        Bots = new BotsArea(this);
        Users = new UsersArea(this, resolver);
        var open = new OpenChannels();
        Chats = new ChatsArea(this, resolver, open, options.Updates);
        var loggers = loggerFactory ?? NullLoggerFactory.Instance;
        Files = new FilesArea(this, () => options.Resilience, SystemEntropy.Instance, time, loggers.CreateLogger(typeof(TelegramClient).FullName!));
        Quarantine = new UpdateQuarantine(
            () => Volatile.Read(ref _runtime)?.Session, _updates, peers, model, time, loggers.CreateLogger(typeof(TelegramClient).FullName!));
        var board = new ConnectionBoard(options.Connection.DataCenter, time, loggers.CreateLogger(typeof(TelegramClient).FullName!)) { Owner = this };
        _parts = new ClientParts(
            options, connector, EncryptedSessionStore.Around(store, options.Session, loggers.CreateLogger(typeof(TelegramClient).FullName!)), loggers, time, peers, own, model, Auth, authenticator, _updates, open, board);
    }

    /// <inheritdoc/>
    public ConnectionState State => Status.State;

    /// <inheritdoc/>
    public ConnectionStatus Status => _parts.Board.Status;

    /// <inheritdoc/>
    public event EventHandler<ConnectionStatusChangedEventArgs>? StatusChanged
    {
        add => _parts.Board.Changed += value;
        remove => _parts.Board.Changed -= value;
    }

    /// <inheritdoc/>
    public CatchUpProgress? CatchUp => Volatile.Read(ref _runtime)?.CatchUp;

    /// <inheritdoc/>
    public IAsyncEnumerable<Update> Updates => _updates;

    /// <inheritdoc/>
    public UpdateQuarantine Quarantine { get; }

    /// <inheritdoc/>
    public AuthArea Auth { get; }

    /// <inheritdoc/>
    public MessagesArea Messages { get; }

    /// <inheritdoc/>
    public BotsArea Bots { get; }

    /// <inheritdoc/>
    public UsersArea Users { get; }

    /// <inheritdoc/>
    public ChatsArea Chats { get; }

    /// <inheritdoc/>
    public FilesArea Files { get; }

    /// <summary>Whether an account has been logged in since the client has connected.</summary>
    internal bool IsLoggedIn => Volatile.Read(ref _runtime)?.IsLoggedIn ?? false;

    /// <summary>The updates with their acknowledgement, for a host; there from the beginning, ended by disposing.</summary>
    internal ChannelReader<UpdateDelivery> Deliveries => _updates.Reader;

    /// <summary>Makes a client; nothing is connected or opened before <see cref="ConnectAsync"/>.</summary>
    /// <param name="options">The settings; they are checked here.</param>
    /// <param name="loggerFactory">Where to log; nowhere by default.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <param name="authenticator">Who asks a person for what a user's login needs; nobody by default, then <see cref="AuthArea"/> logs in.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is missing or wrong.</exception>
    public static TelegramClient Create(TelegramClientOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null, ITelegramAuthenticator? authenticator = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        TelegramClientOptionsValidator.ThrowIfInvalid(options);
        var (loggers, time) = (loggerFactory ?? NullLoggerFactory.Instance, timeProvider ?? TimeProvider.System);
        return Create(options, SessionStoreNames.Create(new SessionStoreContext(options.Session, loggers, time)), loggers, time, authenticator);
    }

    /// <summary>Makes a client that keeps its session in a given store; nothing is connected or opened before <see cref="ConnectAsync"/>.</summary>
    /// <param name="options">The settings; they are checked here. <c>Session:Store</c> does not count.</param>
    /// <param name="store">Where the session is kept, under <c>Session:Key</c>; it may serve other clients, too.</param>
    /// <param name="loggerFactory">Where to log; nowhere by default.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <param name="authenticator">Who asks a person for what a user's login needs; nobody by default, then <see cref="AuthArea"/> logs in.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is missing or wrong.</exception>
    public static TelegramClient Create(
        TelegramClientOptions options, ISessionStore store, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null,
        ITelegramAuthenticator? authenticator = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        return new TelegramClient(options, new TcpConnector(options.Connection, timeProvider ?? TimeProvider.System), store, loggerFactory, timeProvider, authenticator);
    }

    /// <inheritdoc/>
    public async Task ConnectAsync(CancellationToken cancellationToken = default) =>
        await StartAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var runtime = await StartAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await runtime.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (SessionLostException exception)
            {
                Volatile.Write(ref _loss, exception);
                // The login is void: a bot starts over with its token, and a user is asked.
                if (!_parts.CanLogInAgain || !MayRestart())
                    throw;
            }
            finally
            {
                await StopAsync(runtime).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken = default) =>
        Running(request).Invoker.InvokeAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, InvokeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Running(request).Invoker.InvokeAsync(request, options, cancellationToken);
    }

    Task<TResult> ITransferInvoker.InvokeAsync<TResult>(ITlRequest<TResult> request, FileTransfer transfer, CancellationToken cancellationToken) =>
        Running(request).Transfers(transfer.Direction).InvokeAsync(request, transfer, cancellationToken);

    /// <inheritdoc/>
    public void SignalNetworkRestored() => Volatile.Read(ref _runtime)?.SignalNetworkRestored();

    /// <inheritdoc/>
    public Task<User> GetMeAsync(CancellationToken cancellationToken = default) => Users.GetMeAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (Volatile.Read(ref _runtime) is { } runtime)
            await StopAsync(runtime).ConfigureAwait(false);
        _updates.Complete();
    }

    /// <summary>Takes other settings for waits, faults and limits, which are valid; calls under way keep theirs. One caller at a time.</summary>
    internal void Use(ResilienceOptions resilience)
    {
        // For the next connect, and for the connection that there is.
        _parts.Options.Resilience = resilience;
        Volatile.Read(ref _runtime)?.Use(resilience);
    }

    private ClientRuntime Running(ITlRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var runtime = Volatile.Read(ref _runtime) ?? throw WhyStopped(request.MethodName);
        runtime.ThrowIfLost();
        return runtime;
    }

    private Exception WhyStopped(string method) => Volatile.Read(ref _loss) is { } loss
        ? new SessionLostException($"{method} was called while nobody is logged in: wait until State is Connected again. {loss.Message}", loss)
        : new InvalidOperationException($"{method} was called before the client is connected: await ConnectAsync first.");

    private bool MayRestart()
    {
        var now = _parts.Time.GetUtcNow();
        if (now - _lastRestart < _restartPause)
            return false;
        _lastRestart = now;
        return true;
    }

    private async Task<ClientRuntime> StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_runtime is { } running)
                return running;
            try
            {
                return await StartOnceAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (SessionLostException) when (_parts.CanLogInAgain)
            {
                // The stored login is void: once more, with a new one.
                return await StartOnceAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<ClientRuntime> StartOnceAsync(CancellationToken cancellationToken)
    {
        var runtime = await ClientRuntime.OpenAsync(_parts, cancellationToken).ConfigureAwait(false);
        // The areas make their calls through it already while it logs in.
        Volatile.Write(ref _runtime, runtime);
        try
        {
            await runtime.StartAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _loss, null);
            return runtime;
        }
        catch
        {
            await StopAsync(runtime).ConfigureAwait(false);
            throw;
        }
    }

    private async Task StopAsync(ClientRuntime runtime)
    {
        Interlocked.CompareExchange(ref _runtime, null, runtime);
        await runtime.DisposeAsync().ConfigureAwait(false);
    }
}
