using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>One session with one data centre: connects, reconnects for ever, and carries calls.</summary>
internal sealed partial class Sender : ISessionListener, IConnecting, IAsyncDisposable
{
    private readonly SenderSetup _setup;
    private readonly UnknownKeyGuard _unknownKey;
    private readonly CancellationTokenSource _stopping = new();
    private readonly DcRecorder _recorder;
    private readonly KeySuccession _succession;
    private readonly KeyedSession _session;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SenderLoop? _loop;
    private int _load;
    private bool _isRetired;
    private long _idleSince;
    private bool _wasConnected;
    private bool _isDisposed;

    /// <summary>A sender to data centre <paramref name="dc"/>; nothing happens before <see cref="Start"/>.</summary>
    public Sender(int dc, ConnectionPurpose purpose, SenderSetup setup)
    {
        Dc = dc;
        Purpose = purpose;
        ReceivesUpdates = purpose == ConnectionPurpose.Main && setup.Options.Updates.Enabled;
        _setup = setup;
        _session = new KeyedSession(dc, ReceivesUpdates, setup);
        _tries = setup.TriesOf(this, dc);
        _unknownKey = new UnknownKeyGuard(dc, setup);
        _recorder = new DcRecorder(dc, setup.Session, setup.Clock, setup.Logger);
        _succession = new KeySuccession(dc, IsMedia, setup);
    }

    /// <summary>The data centre.</summary>
    public int Dc { get; }

    /// <summary>What it is for.</summary>
    public ConnectionPurpose Purpose { get; }

    /// <summary>How many calls are under way.</summary>
    public int Load => Volatile.Read(ref _load);

    /// <summary>Whether the server may push updates here: on the main connection.</summary>
    public bool ReceivesUpdates { get; }

    /// <summary>Whether packets come in at the moment.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Why the last try to connect failed; null once one has succeeded.</summary>
    public TransportException? LastFailure { get; private set; }

    /// <summary>Whether it has failed for good: every further call would hear of the same fault.</summary>
    public bool HasGivenUp { get; private set; }

    /// <summary>Ends when the sender was disposed, or fails with what a person has to look at.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>When the last call ended, by the time provider's timestamp; means something while none is under way.</summary>
    public long IdleSince => Volatile.Read(ref _idleSince);

    /// <summary>Starts to connect, and to reconnect for ever.</summary>
    public void Start()
    {
        _idleSince = _setup.Time.GetTimestamp();
        Report(ConnectionState.Connecting);
        Completion = Task.Run(RunAsync);
    }

    /// <summary>The way may be free again, or lost without a word: ends a pause, and asks a server that seems to be there whether it is.</summary>
    public void TryNow()
    {
        _tries.TryNow();
        Volatile.Read(ref _loop)?.Probe();
    }

    /// <summary>A call will be made, by <see cref="InvokeAsync"/>: the connection is in use from now on.</summary>
    public void Enter() => Interlocked.Increment(ref _load);

    /// <summary>Sends a boxed function and answers the boxed result. Once for each <see cref="Enter"/>.</summary>
    /// <exception cref="RpcException">The server answered with an error.</exception>
    /// <exception cref="RequestOutcomeUnknownException">It must not be sent twice, and its answer was lost.</exception>
    public async Task<byte[]> InvokeAsync(
        ReadOnlyMemory<byte> body, RequestKind kind, string method, SequencePlace? place, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var calls = _session.Calls;
            var call = new PendingCall(body, kind, method, calls) { Place = place };
            var registration = cancellationToken.UnsafeRegister(
                (state, token) =>
                {
                    var given = (PendingCall)state!;
                    if (given.TryFail(new OperationCanceledException(token)))
                        given.Table.Withdraw(given);
                },
                call);
            await using (registration.ConfigureAwait(false))
            {
                calls.Post(call, isAlone: Load == 1);
                place?.Post(call);
                return await call.Outcome.ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _idleSince, _setup.Time.GetTimestamp());
            if (Interlocked.Decrement(ref _load) == 0 && Volatile.Read(ref _isRetired))
                _drained.TrySetResult();
        }
    }

    /// <summary>Closes the connection once the calls under way have ended. Nobody MUST make calls here any more.</summary>
    public async Task RetireAsync()
    {
        // A full fence: either this sees that the last call has ended, or that call sees this.
        Interlocked.Exchange(ref _isRetired, true);
        if (Load > 0)
            await _drained.Task.ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => CloseAsync(reason: null);

    /// <summary>Closes the connection; calls under way fail with <paramref name="reason"/>, or hear that the client was stopped.</summary>
    public async ValueTask CloseAsync(Exception? reason)
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        // A fault was, or will be, seen by whoever awaits Completion.
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _session.Drained.ConfigureAwait(false);
        _session.Calls.Close(reason ?? new TransportException("The client was stopped while the call was under way; it may still take effect."));
        _stopping.Dispose();
        Report(ConnectionState.Disconnected);
    }

    void ISessionListener.HandleHeardServer()
    {
        NoteWorked();
        _unknownKey.Reset();
        _failedHandshakes = 0;
        LastFailure = null;
        IsConnected = true;
        if (_wasConnected && ReceivesUpdates)
            _setup.Sink.Post(UpdateNotice.Reconnected);
        _wasConnected = true;
        Report(ConnectionState.Connected);
        _heard.TrySetResult();
    }

    void ISessionListener.HandleUpdates(byte[] updates)
    {
        if (ReceivesUpdates)
            _setup.Sink.Post(updates);
    }

    void ISessionListener.HandleNewSession()
    {
        if (ReceivesUpdates)
            _setup.Sink.Post(UpdateNotice.NewSession);
    }

    void ISessionListener.HandleSessionChanged(MtSession session)
    {
        // One whose key was replaced has nothing to say about the key of now.
        if (session != _session.Session || _session.Key is not { } key)
            return;
        if (key.Temporary is { } temporary)
            temporary.Note(session);
        else
            _recorder.Note(session, key);
    }

    private async Task RunAsync()
    {
        try
        {
            TransportException? broken = null;
            while (true)
            {
                var (place, running) = await _tries.RunAsync(ConnectAsync, broken, _stopping.Token).ConfigureAwait(false);
                broken = await HandleEndAsync(await running.ConfigureAwait(false), place, _stopping.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // Stopped by DisposeAsync, which closes the table too; what breaks meanwhile breaks by that.
        }
        catch (Exception exception)
        {
            HasGivenUp = true;
            Report(ConnectionState.Failed, exception);
            _session.Calls.Close(exception);
            throw;
        }
        finally
        {
            IsConnected = false;
            _session.Forget();
            await _recorder.FinishAsync().ConfigureAwait(false);
        }
    }

    private bool IsMedia => Purpose == ConnectionPurpose.Transfer;

    private ConnectionState StateOnTheWay => _wasConnected ? ConnectionState.Reconnecting : ConnectionState.Connecting;

    /// <summary>Whether the key that the server does not know is out of use: a temporary one is at once.</summary>
    private async ValueTask<bool> IsKeyLostAsync(DcKey key, CancellationToken cancellationToken)
    {
        if (key.Temporary is not { } temporary)
            return await _unknownKey.HandleAsync(key.Key.Id, cancellationToken).ConfigureAwait(false);
        NetworkLog.TemporaryKeyUnknown(_setup.Logger, Dc);
        _setup.Keys.Drop(Dc, temporary);
        return true;
    }

    private void Report(ConnectionState state, Exception? cause = null, TimeSpan? pause = null) =>
        _setup.Board.Report(this, Dc, Purpose, state, cause, pause);
}
