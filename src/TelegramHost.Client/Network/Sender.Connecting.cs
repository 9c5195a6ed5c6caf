using TelegramHost.MtProto;

namespace TelegramHost.Client.Network;

/// <content>How it connects: one try, its consequences, and what pipeline Connect hears of it.</content>
internal sealed partial class Sender
{
    // A key exchange that goes wrong again and again is no accident, and each one costs the processor a second.
    private const int MaxFailedHandshakes = 5;

    // Some networks let the first kilobytes pass and swallow the rest.
    private static readonly TimeSpan _shortLife = TimeSpan.FromMinutes(5);

    private readonly ConnectTries _tries;
    private TaskCompletionSource _heard = null!;
    private int _failedHandshakes;
    private int _attempts;
    private string _reason = "";

    // The way that the connection of now takes, and when the server was first heard there: 0 before.
    private DcRoute? _route;
    private long _heardAt;

    bool IConnecting.MayTryAgain(Exception fault) => fault == LastFailure;

    void IConnecting.HandlePause(Exception fault, TimeSpan pause)
    {
        if (fault != LastFailure)
            (LastFailure, _reason) = ((TransportException)fault, fault.Message.TrimEnd('.'));
        NetworkLog.Disconnected(_setup.Logger, Dc, Purpose, _reason, pause.TotalSeconds);
        Diagnostics.Reconnects.Add(1);
        Report(StateOnTheWay, LastFailure, pause);
    }

    /// <summary>One try: connects, and leaves the connection to itself once the server has spoken.</summary>
    private async Task<(string Place, Task<LoopEnd> Running)> ConnectAsync(CancellationToken cancellationToken)
    {
        _setup.Dialer.RequireKnown(Dc);
        if (_session.Key is { Temporary: { } temporary } && !temporary.IsUsable(_setup.Clock.Now))
            _session.Leave();
        if (_attempts > 0)
            Report(StateOnTheWay, LastFailure);
        var place = $"Data centre {Dc}";
        LoopEnd end;
        try
        {
            var dialed = await _setup.Dialer.DialAsync(Dc, IsMedia, _attempts++, cancellationToken).ConfigureAwait(false);
            Take(dialed.Route);
            place = EndpointText.Of(dialed.Route.Endpoint);
            await AcquireKeyAsync(dialed, cancellationToken).ConfigureAwait(false);
            var running = await BeginAsync(dialed, cancellationToken).ConfigureAwait(false);
            if (_heard.Task.IsCompleted)
                return (place, running);
            end = await running.ConfigureAwait(false);
        }
        catch (TransportException exception)
        {
            end = new LoopEnd(exception.Message, exception.Code ?? 0, exception);
        }
        catch (BindingRefusedException exception)
        {
            end = new LoopEnd(exception.Message, Fault: exception);
            await _unknownKey.HandleAsync(exception.PermanentId, cancellationToken).ConfigureAwait(false);
        }
        catch (HandshakeException exception) when (exception.CanRetry && ++_failedHandshakes < MaxFailedHandshakes)
        {
            end = new LoopEnd(exception.Message, Fault: exception);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            // Whoever has lost patience has got no word from the server.
            NoteFailed(fault: null);
            throw;
        }

        throw await HandleEndAsync(end, place, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Draws the consequences of a connection's end, or of none that was made; answers what is said of it.</summary>
    /// <exception cref="TransportException">The server is another one than the settings say.</exception>
    private async Task<TransportException> HandleEndAsync(LoopEnd end, string place, CancellationToken cancellationToken)
    {
        IsConnected = false;
        _reason = Describe(end);
        var failure = LastFailure = end.Fault as TransportException
            ?? new TransportException($"{place}: {_reason}. {_setup.Dialer.Advice}", end.TransportCode, end.Fault);
        if (Volatile.Read(ref _heardAt) == 0 || (end.IsSilence && _setup.Time.GetElapsedTime(_heardAt) < _shortLife))
            NoteFailed(failure);
        switch (end.TransportCode)
        {
            case TransportErrors.AuthKeyNotFound when _session.Key is { } key:
                if (await IsKeyLostAsync(key, cancellationToken).ConfigureAwait(false))
                    _session.Leave();
                break;
            // From a server that has spoken with this client before it is a fault of its own, and passes.
            case TransportErrors.InvalidDc when !_wasConnected:
                throw new TransportException(
                    $"The server at {place} is not data centre {Dc} (transport error -444). Set Telegram:Connection:DataCenter to the number of the data centre at Telegram:Connection:Endpoint.",
                    TransportErrors.InvalidDc);
        }

        return failure;
    }

    private void Take(DcRoute route)
    {
        Volatile.Write(ref _heardAt, 0);
        Volatile.Write(ref _route, route);
    }

    private void NoteWorked()
    {
        if (Interlocked.CompareExchange(ref _heardAt, _setup.Time.GetTimestamp(), 0) == 0 && Volatile.Read(ref _route) is { } route)
            _setup.Dialer.NoteWorked(Dc, IsMedia, route);
    }

    /// <summary>The connection is over before the server was heard there, or soon after that without a word: the way is in doubt.</summary>
    private void NoteFailed(Exception? fault)
    {
        if (Interlocked.Exchange(ref _route, null) is { } route)
            _setup.Dialer.NoteFailed(Dc, IsMedia, route, fault);
    }

    private async Task AcquireKeyAsync(DialedConnection dialed, CancellationToken cancellationToken)
    {
        if (_session.Key is not null)
            return;
        try
        {
            _session.Open(await _setup.Keys.AcquireAsync(Dc, dialed.Connection, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await dialed.CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Begins to speak, and waits until the server does, or the connection is over.</summary>
    private async Task<Task<LoopEnd>> BeginAsync(DialedConnection dialed, CancellationToken cancellationToken)
    {
        _heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // It outlives the try, which strategies may limit.
        var running = RunConnectionAsync(dialed, _stopping.Token);
        try
        {
            await Task.WhenAny(running, _heard.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
            return running;
        }
        catch (OperationCanceledException) when (_heard.Task.IsCompletedSuccessfully)
        {
            // Who wanted another try has what it was to be for.
            return running;
        }
        catch (OperationCanceledException)
        {
            // The loop gives the rest back.
            await dialed.Connection.DisposeAsync().ConfigureAwait(false);
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<LoopEnd> RunConnectionAsync(DialedConnection dialed, CancellationToken cancellationToken)
    {
        while (true)
        {
            var running = StartLoop(dialed, cancellationToken);
            if (_session.Key!.Temporary is not { } temporary || await _succession.NextAsync(temporary, running, cancellationToken).ConfigureAwait(false) is not { } next)
                return await running.ConfigureAwait(false);
            _session.Follow(next.Key, running);
            dialed = next.Dialed;
        }
    }

    private Task<LoopEnd> StartLoop(DialedConnection dialed, CancellationToken cancellationToken)
    {
        // What a server said while it proved itself, or bound the key, was said in sessions of their own.
        foreach (var brief in (ReadOnlySpan<long>)[dialed.ProofSession, _session.Key!.BindingSession])
        {
            if (brief != 0)
                _session.Session!.IgnoreSession(brief);
        }

        NetworkLog.Connected(_setup.Logger, Dc, Purpose, EndpointText.Of(dialed.Route.Endpoint));
        Take(dialed.Route);
        var loop = new SenderLoop(_session.Session!, _session.Calls, this, _session.Wake, _setup);
        Volatile.Write(ref _loop, loop);
        // In a thread of its own: a caller may go on in the one that runs the loop, and may block it.
        return Task.Run(() => loop.RunAsync(dialed.Connection, cancellationToken), CancellationToken.None);
    }

    // One sentence: a stack trace of every broken connection would only hide it.
    private static string Describe(LoopEnd end) => (end.Fault switch
    {
        null or TransportException or HandshakeException or BindingRefusedException => end.Reason,
        var fault => $"{end.Reason}: {fault.Message}",
    }).TrimEnd('.');
}
