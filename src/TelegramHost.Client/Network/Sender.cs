using TelegramHost.MtProto;
using TelegramHost.MtProto.Session;

namespace TelegramHost.Client.Network;

/// <summary>One session with one data centre: connects, reconnects for ever, and carries calls.</summary>
internal sealed class Sender : ISessionListener, IAsyncDisposable
{
    // A key exchange that goes wrong again and again is no accident, and each one costs the processor a second.
    private const int MaxFailedHandshakes = 5;

    private readonly SenderSetup _setup;
    private readonly WakeSignal _wake = new();
    private readonly CallTable _calls;
    private readonly ReconnectBackoff _backoff;
    private readonly UnknownKeyGuard _unknownKey;
    private readonly CancellationTokenSource _stopping = new();
    private readonly DcRecorder _recorder;
    private DcKey? _key;
    private MtSession? _session;
    private int _load;
    private int _failedHandshakes;
    private bool _wasConnected;
    private bool _isDisposed;

    /// <summary>A sender to data centre <paramref name="dc"/>; nothing happens before <see cref="Start"/>.</summary>
    public Sender(int dc, ConnectionPurpose purpose, SenderSetup setup)
    {
        Dc = dc;
        Purpose = purpose;
        ReceivesUpdates = purpose == ConnectionPurpose.Main && setup.Options.Updates.Enabled;
        _setup = setup;
        _calls = new CallTable(setup.Introduction, _wake) { ReceivesUpdates = ReceivesUpdates };
        _backoff = new ReconnectBackoff(setup.Options.Connection.ReconnectDelay, setup.Options.Connection.MaxReconnectDelay, SystemEntropy.Instance);
        _unknownKey = new UnknownKeyGuard(dc, setup);
        _recorder = new DcRecorder(dc, setup.Session, setup.Logger);
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

    /// <summary>Ends when the sender was disposed, or fails with what a person has to look at.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Starts to connect, and to reconnect for ever.</summary>
    public void Start() => Completion = Task.Run(RunAsync);

    /// <summary>Sends a boxed function and answers the boxed result.</summary>
    /// <exception cref="RpcException">The server answered with an error.</exception>
    /// <exception cref="RequestOutcomeUnknownException">It must not be sent twice, and its answer was lost.</exception>
    public async Task<byte[]> InvokeAsync(ReadOnlyMemory<byte> body, RequestKind kind, string method, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = new PendingCall(body, kind, method);
        Interlocked.Increment(ref _load);
        try
        {
            var registration = cancellationToken.UnsafeRegister(
                (state, token) =>
                {
                    if (((PendingCall)state!).TrySetCanceled(token))
                        _calls.Withdraw((PendingCall)state);
                },
                call);
            await using (registration.ConfigureAwait(false))
            {
                _calls.Post(call);
                return await call.Task.ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _load);
        }
    }

    /// <summary>Closes the connection; calls under way fail.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        // A fault was, or will be, seen by whoever awaits Completion.
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _calls.Close(new TransportException("The client was stopped while the call was under way; it may still take effect."));
        _stopping.Dispose();
    }

    void ISessionListener.HandleHeardServer()
    {
        _backoff.Reset();
        _unknownKey.Reset();
        LastFailure = null;
        IsConnected = true;
        if (_wasConnected && ReceivesUpdates)
            _setup.Sink.Post(UpdateNotice.Reconnected);
        _wasConnected = true;
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

    void ISessionListener.HandleSessionChanged(MtSession session) => _recorder.Note(session, _key!);

    private async Task RunAsync()
    {
        try
        {
            for (var attempt = 0; ; attempt++)
                await RunOnceAsync(attempt, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped by DisposeAsync, which closes the table too.
        }
        catch (Exception exception)
        {
            _calls.Close(exception);
            throw;
        }
        finally
        {
            IsConnected = false;
            ForgetSession();
            await _recorder.FinishAsync().ConfigureAwait(false);
        }
    }

    // One sentence: a stack trace of every broken connection would only hide it.
    private static string Describe(LoopEnd end) => (end.Fault switch
    {
        null or TransportException or HandshakeException => end.Reason,
        var fault => $"{end.Reason}: {fault.Message}",
    }).TrimEnd('.');

    /// <summary>One try: connect, run until it is over, and pause.</summary>
    private async Task RunOnceAsync(int attempt, CancellationToken cancellationToken)
    {
        _setup.Dialer.RequireKnown(Dc);
        var place = $"Data centre {Dc}";
        LoopEnd end;
        try
        {
            var dialed = await _setup.Dialer.DialAsync(Dc, media: Purpose == ConnectionPurpose.Transfer, attempt, cancellationToken).ConfigureAwait(false);
            place = EndpointText.Of(dialed.Endpoint);
            end = await RunConnectionAsync(dialed, cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException exception)
        {
            end = new LoopEnd(exception.Message, HeardServer: false, exception.Code ?? 0, exception);
        }
        catch (HandshakeException exception) when (exception.CanRetry && ++_failedHandshakes < MaxFailedHandshakes)
        {
            end = new LoopEnd(exception.Message, HeardServer: false, Fault: exception);
        }

        IsConnected = false;
        LastFailure = end.Fault as TransportException
            ?? new TransportException($"{place}: {Describe(end)}. Check Telegram:Connection:Endpoint.", end.TransportCode, end.Fault);
        var pause = _backoff.Next();
        switch (end.TransportCode)
        {
            case TransportErrors.AuthKeyNotFound when _session is not null:
                if (await _unknownKey.HandleAsync(_key!, cancellationToken).ConfigureAwait(false))
                {
                    ForgetSession();
                    _calls.TakeBack();
                }

                break;
            case TransportErrors.InvalidDc:
                throw new TransportException(
                    $"The server at {place} is not data centre {Dc} (transport error -444). Set Telegram:Connection:DataCenter to the number of the data centre at Telegram:Connection:Endpoint.",
                    TransportErrors.InvalidDc);
            case TransportErrors.Flood:
                // Too many connections: half the longest pause at least, whatever the count of failures says.
                pause = TimeSpan.FromTicks(Math.Max(pause.Ticks, _setup.Options.Connection.MaxReconnectDelay.Ticks / 2));
                break;
        }

        NetworkLog.Disconnected(_setup.Logger, Dc, Describe(end), pause.TotalSeconds);
        Diagnostics.Reconnects.Add(1);
        await Task.Delay(pause, _setup.Time, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LoopEnd> RunConnectionAsync(DialedConnection dialed, CancellationToken cancellationToken)
    {
        var connection = dialed.Connection;
        try
        {
            _session ??= await OpenSessionAsync(connection, cancellationToken).ConfigureAwait(false);
            if (dialed.ProofSession != 0)
                _session.IgnoreSession(dialed.ProofSession);
            NetworkLog.Connected(_setup.Logger, Dc, EndpointText.Of(dialed.Endpoint));
        }
        catch
        {
            await dialed.CloseAsync().ConfigureAwait(false);
            throw;
        }

        var loop = new SenderLoop(_session, _calls, this, _wake, _setup.Clock, _setup.Time, _setup.Logger);
        return await loop.RunAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A session with the data centre's key.</summary>
    private async Task<MtSession> OpenSessionAsync(FramedConnection connection, CancellationToken cancellationToken)
    {
        _key = await _setup.Keys.AcquireAsync(Dc, connection, cancellationToken).ConfigureAwait(false);
        var options = new MtSessionOptions
        {
            Salts = _key.Salts,
            ServerTimeOffset = _key.ServerTimeOffset,
            PingInterval = _setup.Options.Connection.PingInterval,
        };
        return new MtSession(_key.Key, options, SystemEntropy.Instance, _setup.Clock.Now);
    }

    private void ForgetSession()
    {
        _session?.Dispose();
        _session = null;
        _key?.Dispose();
        _key = null;
    }
}
