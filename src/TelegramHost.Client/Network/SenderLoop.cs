using Microsoft.Extensions.Logging;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Framing;
using TelegramHost.MtProto.Session;
using TelegramHost.Tl;

namespace TelegramHost.Client.Network;

/// <summary>Drives one session over one connection: the only place where time, bytes and calls meet. One task, sole owner of both.</summary>
internal sealed class SenderLoop
{
    // Packets are gathered up to this size before they are sent, so that many small calls share one write.
    private const int WriteBytes = 128 * 1024;

    // Timers count whole milliseconds and may fire early by a part of one.
    private static readonly TimeSpan _timerGrain = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _longestSleep = TimeSpan.FromHours(1);

    private readonly MtSession _session;
    private readonly CallTable _calls;
    private readonly ISessionListener _listener;
    private readonly WakeSignal _wake;
    private readonly MonotonicClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _probePatience;
    private bool _heardServer;
    private volatile bool _isProbeWished;

    /// <summary>A loop for <paramref name="session"/>; <paramref name="wake"/> is set by whoever posts to <paramref name="calls"/>.</summary>
    public SenderLoop(
        MtSession session, CallTable calls, ISessionListener listener, WakeSignal wake, SenderSetup setup)
    {
        (_session, _calls, _listener, _wake) = (session, calls, listener, wake);
        (_clock, _time, _logger, _probePatience) = (setup.Clock, setup.Time, setup.Logger, setup.Options.Connection.ConnectTimeout);
    }

    /// <summary>Asks the server soon whether it still hears; may be called by anybody.</summary>
    public void Probe()
    {
        _isProbeWished = true;
        _wake.Set();
    }

    /// <summary>Runs until the connection is over, for whatever reason, and closes it.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the connection is closed as well.</exception>
    public async Task<LoopEnd> RunAsync(FramedConnection connection, CancellationToken cancellationToken)
    {
        _heardServer = false;
        _calls.BeginConnection();
        _session.HandleConnected(_clock.Now);
        var packet = new TlBuffer();
        var pending = new PendingIo(connection, _wake, cancellationToken);
        var timer = _time.CreateTimer(static wake => ((WakeSignal)wake!).Set(), _wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            return await RunAsync(connection, packet, pending, timer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            return new LoopEnd("the connection broke", Fault: exception);
        }
        catch (ProtocolException exception)
        {
            return new LoopEnd("the server sent what is no packet", Fault: exception);
        }
        finally
        {
            await _wake.LeaveCallerAsync().ConfigureAwait(false);
            await timer.DisposeAsync().ConfigureAwait(false);
            await pending.CloseAsync().ConfigureAwait(false);
            packet.Dispose();
            _session.HandleDisconnected(_clock.Now);
            // What the session says about the loss (uncertain calls) is heard here, not first after the next connect.
            DrainEvents(_clock.Now);
            _calls.ReleaseButLast()?.Release(inThisThread: false);
        }
    }

    private async Task<LoopEnd> RunAsync(
        FramedConnection connection, TlBuffer packet, PendingIo pending, ITimer timer, CancellationToken cancellationToken)
    {
        pending.StartFill();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = _clock.Now;
            if (_isProbeWished)
            {
                _isProbeWished = false;
                _session.Probe(now, _probePatience);
                // What is stored of the time counts from the wall clock, which may have been set.
                _listener.HandleSessionChanged(_session);
            }

            _calls.HandOver(_session, now);
            if (pending.TryEndFill(out var filled))
            {
                if (!filled)
                    return new LoopEnd("the server closed the connection");
                if (HandlePackets(connection, now) is { } error)
                    return error;
                pending.StartFill();
            }

            if (_session.NextDeadline is { } due && due <= now)
                _session.HandleTimeout(now);
            // Before packets are taken: an answer may lead to another call (the client has to introduce itself once more).
            if (DrainEvents(now) is { } end)
                return end;
            var hasMore = pending.TryEndFlush() && TakePackets(connection, packet, now);
            if (connection.PendingBytes > 0 && !pending.IsFlushing)
                pending.StartFlush();
            // Most writes end at once.
            var isFlushed = pending.TryEndFlush();
            if (DrainEvents(now) is { } late)
                return late;
            if (_calls.IsDrained)
                return new LoopEnd("its key was replaced");
            var answered = _calls.ReleaseButLast();
            if (pending.HasNews || (hasMore && isFlushed) || (_session.NextDeadline is { } next && next <= now))
            {
                answered?.Release(inThisThread: false);
                await _wake.LeaveCallerAsync().ConfigureAwait(false);
                continue;
            }

            Arm(timer, now);
            await _wake.WaitAsync(answered).ConfigureAwait(false);
        }
    }

    private LoopEnd? HandlePackets(FramedConnection connection, DateTimeOffset now)
    {
        while (true)
        {
            var read = connection.TryRead(out var packet);
            switch (read.Kind)
            {
                case FrameKind.NeedMore:
                    return null;
                case FrameKind.Packet:
                    if (_session.HandlePacket(packet, now) && !_heardServer)
                    {
                        _heardServer = true;
                        _listener.HandleHeardServer();
                    }

                    break;
                case FrameKind.TransportError:
                    return new LoopEnd($"the server answered with transport error {read.Code}", read.Code);
                case FrameKind.QuickAck or FrameKind.Nop:
                    break;
                default:
                    throw new InvalidOperationException($"No such kind of frame: {read.Kind}.");
            }
        }
    }

    /// <summary>Writes what there is to send; answers whether there may be more than one write takes.</summary>
    private bool TakePackets(FramedConnection connection, TlBuffer packet, DateTimeOffset now)
    {
        while (connection.PendingBytes < WriteBytes && _session.TryTakePacket(now, packet))
        {
            connection.Write(packet.Written);
            packet.Clear();
        }

        packet.Dispose();
        return connection.PendingBytes >= WriteBytes;
    }

    private LoopEnd? DrainEvents(DateTimeOffset now)
    {
        LoopEnd? end = null;
        while (_session.TryTakeEvent(out var happened))
        {
            switch (happened.Kind)
            {
                case SessionEventKind.RpcResult:
                    _calls.Complete(happened.Token, happened.Body!);
                    break;
                case SessionEventKind.RpcError:
                    _calls.Fail(happened.Token, happened.Code, happened.Text!, _session, now);
                    break;
                case SessionEventKind.RequestUncertain:
                    _calls.Fail(happened.Token, static method => new RequestOutcomeUnknownException(method));
                    break;
                case SessionEventKind.RequestFailed:
                    var text = happened.Text;
                    _calls.Fail(happened.Token, method => new TransportException(
                        $"{method} ended without a usable answer: {text?.TrimEnd('.')}. Look whether it took effect before it is called again."));
                    break;
                case SessionEventKind.Update:
                    _listener.HandleUpdates(happened.Body!);
                    break;
                case SessionEventKind.NewSession:
                    _calls.ForgetIntroduction();
                    _listener.HandleNewSession();
                    break;
                case SessionEventKind.SessionReplaced:
                    _calls.ForgetIntroduction();
                    NetworkLog.SessionReplaced(_logger, happened.Text!);
                    break;
                case SessionEventKind.SaltsChanged or SessionEventKind.TimeCorrected:
                    _listener.HandleSessionChanged(_session);
                    break;
                case SessionEventKind.CloseConnection:
                    end ??= new LoopEnd(
                        $"{happened.Reason}: {happened.Text}", IsSilence: happened.Reason == CloseReason.PongMissing);
                    break;
                case SessionEventKind.Notice:
                    NetworkLog.SessionNotice(_logger, happened.Text!);
                    break;
                default:
                    throw new InvalidOperationException($"No such event: {happened.Kind}.");
            }
        }

        return end;
    }

    private void Arm(ITimer timer, DateTimeOffset now)
    {
        if (_session.NextDeadline is not { } deadline)
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var sleep = deadline - now + _timerGrain;
        timer.Change(sleep < _longestSleep ? sleep : _longestSleep, Timeout.InfiniteTimeSpan);
    }
}
