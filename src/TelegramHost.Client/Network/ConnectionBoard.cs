using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Network;

/// <summary>How every connection of a client stands: kept here, counted, and told to whoever wants to hear of it.</summary>
/// <remarks>
/// Handlers run one after the other in the thread pool, in the order of the changes, and never inside what they hear of: one that blocks or
/// throws harms no connection.
/// </remarks>
internal sealed class ConnectionBoard
{
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<object, ConnectionStatus> _open = [];
    private readonly Queue<ConnectionStatus> _news = new();
    private object? _main;
    private ConnectionStatus _status;
    private bool _isMainUp;
    private bool _isReady;
    private bool _isCatchingUp;
    private bool _isTelling;

    /// <summary>A board of a client that is not connected.</summary>
    public ConnectionBoard(int dataCenter, TimeProvider time, ILogger logger)
    {
        (_time, _logger) = (time, logger);
        _status = new ConnectionStatus
        {
            DataCenter = dataCenter,
            Purpose = ConnectionPurpose.Main,
            State = ConnectionState.Disconnected,
            Since = time.GetUtcNow(),
        };
    }

    /// <summary>Hears of every change.</summary>
    public event EventHandler<ConnectionStatusChangedEventArgs>? Changed;

    /// <summary>Whom handlers see as the sender.</summary>
    public object? Owner { get; set; }

    /// <summary>How the main connection stands.</summary>
    public ConnectionStatus Status => Volatile.Read(ref _status);

    /// <summary>Takes note of how a connection stands.</summary>
    /// <param name="connection">Which one it is.</param>
    /// <param name="dc">Where it leads.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="state">How it stands; a main one counts as connected only once the client is ready.</param>
    /// <param name="cause">What went wrong.</param>
    /// <param name="pause">How long it waits before it tries again.</param>
    public void Report(object connection, int dc, ConnectionPurpose purpose, ConnectionState state, Exception? cause = null, TimeSpan? pause = null)
    {
        lock (_gate)
        {
            if (purpose == ConnectionPurpose.Main && state == ConnectionState.Connecting)
                _main = connection;
            if (connection == _main)
                _isMainUp = state == ConnectionState.Connected;
            var now = _time.GetUtcNow();
            Set(connection, new ConnectionStatus
            {
                DataCenter = dc,
                Purpose = purpose,
                State = connection == _main && state == ConnectionState.Connected ? StateWhenUp : state,
                Since = now,
                Cause = cause,
                NextTry = now + pause,
            });
        }
    }

    /// <summary>The client is logged in as far as it can be, and usable: its main connection counts from now on.</summary>
    public void NoteReady()
    {
        lock (_gate)
        {
            _isReady = true;
            ShowThatUp();
        }
    }

    /// <summary>Updates that were missed are being fetched, or are all there.</summary>
    public void NoteCatchingUp(bool isCatchingUp)
    {
        lock (_gate)
        {
            _isCatchingUp = isCatchingUp;
            ShowThatUp();
        }
    }

    /// <summary>The client as a whole has failed, whatever its connection does.</summary>
    public void NoteFailed(Exception cause)
    {
        lock (_gate)
        {
            if (_main is { } main && _open.ContainsKey(main))
                Set(main, _status with { State = ConnectionState.Failed, Since = _time.GetUtcNow(), Cause = cause, NextTry = null });
        }
    }

    /// <summary>The client has stopped; the next one begins anew.</summary>
    public void NoteStopped()
    {
        lock (_gate)
        {
            _isReady = _isMainUp = _isCatchingUp = false;
            _main = null;
            if (_status.State != ConnectionState.Disconnected)
                SetMain(_status with { State = ConnectionState.Disconnected, Since = _time.GetUtcNow(), NextTry = null });
        }
    }

    private ConnectionState StateWhenUp =>
        !_isReady ? ConnectionState.Connecting : _isCatchingUp ? ConnectionState.CatchingUp : ConnectionState.Connected;

    private void ShowThatUp()
    {
        if (_isMainUp && _main is { } main)
            Set(main, _status with { State = StateWhenUp, Since = _time.GetUtcNow(), Cause = null, NextTry = null });
    }

    private void Set(object connection, ConnectionStatus status)
    {
        var before = _open.GetValueOrDefault(connection);
        // A failure is the last word but for the end.
        if (before?.State == ConnectionState.Failed && status.State != ConnectionState.Disconnected)
            return;
        if (before?.State == status.State)
            status = status with { Since = before.Since };
        if (status == before || (before is null && status.State == ConnectionState.Disconnected))
            return;

        Count(before, -1);
        if (status.State == ConnectionState.Disconnected)
            _open.Remove(connection);
        else
            _open[connection] = status;
        Count(_open.GetValueOrDefault(connection), +1);
        if (connection != _main)
            Tell(status);
        // Why the client failed is told until it is stopped, also when its connections are closed before.
        else if (_status.State != ConnectionState.Failed || status.State != ConnectionState.Disconnected)
            SetMain(status);
    }

    private void SetMain(ConnectionStatus status)
    {
        if (_status.State != status.State)
            NetworkLog.ClientStateChanged(_logger, status.State);
        Volatile.Write(ref _status, status);
        Tell(status);
    }

    private static void Count(ConnectionStatus? status, int change)
    {
        if (status is not null)
        {
            Diagnostics.Connections.Add(
                change, new("state", status.State.ToString()), new("dc", status.DataCenter), new("purpose", status.Purpose.ToString()));
        }
    }

    private void Tell(ConnectionStatus status)
    {
        if (Changed is null)
            return;
        _news.Enqueue(status);
        if (_isTelling)
            return;
        _isTelling = true;
        ThreadPool.UnsafeQueueUserWorkItem(static board => board.TellAll(), this, preferLocal: false);
    }

    private void TellAll()
    {
        while (true)
        {
            ConnectionStatus? status;
            lock (_gate)
            {
                if (!_news.TryDequeue(out status))
                {
                    _isTelling = false;
                    return;
                }
            }

            foreach (var handler in Delegate.EnumerateInvocationList(Changed))
                Tell(handler, status);
        }
    }

    private void Tell(EventHandler<ConnectionStatusChangedEventArgs> handler, ConnectionStatus status)
    {
#pragma warning disable CA1031 // Whatever the application's handler throws is its own matter; it is logged in full.
        try
        {
            handler(Owner, new ConnectionStatusChangedEventArgs(status));
        }
        catch (Exception exception)
        {
            NetworkLog.StatusHandlerFailed(_logger, exception);
        }
#pragma warning restore CA1031
    }
}
