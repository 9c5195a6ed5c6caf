using Microsoft.Extensions.Logging;
using TelegramHost.Emulator.Server.Front;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>One connection of a client: finds out its transport, takes packets out of it, and writes what its sessions have to say.</summary>
internal sealed class ServerConnection : IDisposable
{
    private const int ReadSize = 16 * 1024;

    private readonly Stream _stream;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly WriterSignal _wake = new();
    private readonly Lock _gate = new();
    private readonly Queue<Action<ServerFraming, TlBuffer>> _urgent = new();
    private readonly List<AttachedSession> _sessions = [];
    private readonly PacketSpoiler _incoming = new();
    private readonly PacketSpoiler _outgoing = new();
    private ServerCore _core;
    private FrontRecords? _records;
    private ServerFraming? _framing;
    private ITimer? _disconnectTimer;
    private long _bytesLeftToWrite = long.MaxValue;
    private int _isHandling;
    private int _hasNews;

    public ServerConnection(long id, Stream stream, ServerCore core, ILogger logger)
    {
        Id = id;
        _stream = stream;
        _core = core;
        _logger = logger;
    }

    public long Id { get; }

    /// <summary>The data center that the client's obfuscation header names, if it names one.</summary>
    public short? DataCenter { get; private set; }

    /// <summary>Reads and writes until the client leaves or <paramref name="stopping"/> fires; never throws.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stopping, _closing.Token);
        ServerLog.ConnectionOpened(_logger, Id);
        var writing = WriteLoopAsync(linked.Token);
        try
        {
            await ReadLoopAsync(linked.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            ServerLog.ConnectionLost(_logger, Id, exception.Message);
        }
#pragma warning disable CA1031 // Whatever a client's bytes do, they end this connection and nothing else; the error is logged in full.
        catch (Exception exception)
        {
            ServerLog.ConnectionFailed(_logger, exception, Id);
        }
#pragma warning restore CA1031

        Close();
        await writing.ConfigureAwait(false);
        Leave();
        await _stream.DisposeAsync().ConfigureAwait(false);
        ServerLog.ConnectionClosed(_logger, Id);
    }

    /// <summary>Lets the writer look for what there is to send.</summary>
    public void Wake()
    {
        Interlocked.Exchange(ref _hasNews, 1);
        // What answers the packets at hand goes out behind the last of them, together.
        if (Volatile.Read(ref _isHandling) == 0)
            _wake.Set();
    }

    public void Close()
    {
        if (_closing.IsCancellationRequested)
            return;
        _closing.Cancel();
        _wake.Set();
    }

    /// <summary>Closes the connection when this many more bytes were written, in the middle of a frame if it must be.</summary>
    public void CloseAfter(long bytes)
    {
        Interlocked.Exchange(ref _bytesLeftToWrite, bytes);
        if (bytes == 0)
            Close();
    }

    /// <summary>What happens to the next encrypted packets of one direction.</summary>
    public PacketSpoiler Spoiler(PacketDirection direction) => direction == PacketDirection.ToClient ? _outgoing : _incoming;

    /// <summary>Frames an encrypted packet, and does to it what was asked for. Only the writer calls this.</summary>
    public void WriteEncrypted(ReadOnlySpan<byte> packet, ServerFraming framing, TlBuffer output)
    {
        if (_outgoing.IsIdle)
        {
            framing.Write(packet, output);
            return;
        }

        foreach (var passing in _outgoing.Pass(packet.ToArray()))
            framing.Write(passing, output);
    }

    /// <summary>Closes the connection after a while, unless this is called again before.</summary>
    public void DisconnectAfter(TimeSpan delay, TimeProvider time)
    {
        _disconnectTimer?.Dispose();
        _disconnectTimer = time.CreateTimer(static connection => ((ServerConnection)connection!).Close(), this, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A session's messages go out here from now on.</summary>
    public void Carries(AttachedSession session)
    {
        lock (_gate)
            _sessions.Add(session);
    }

    /// <summary>The session has ended; what it still had to say is not sent.</summary>
    public void LetGoOf(AttachedSession session)
    {
        lock (_gate)
            _sessions.Remove(session);
    }

    /// <summary>Sends a packet that belongs to no session, such as an answer of the key exchange.</summary>
    public void SendPacket(byte[] packet) => Send((framing, output) => framing.Write(packet, output));

    /// <summary>Sends a transport error such as -404.</summary>
    public void SendError(int code) => Send((framing, output) => framing.WriteError(code, output));

    /// <summary>Sends the token of a quick acknowledgement.</summary>
    public void SendQuickAck(uint token) => Send((framing, output) => framing.WriteQuickAck(token, output));

    public void Dispose()
    {
        _disconnectTimer?.Dispose();
        _closing.Dispose();
    }

    private void Send(Action<ServerFraming, TlBuffer> write)
    {
        lock (_gate)
            _urgent.Enqueue(write);
        Wake();
    }

    private async Task ReadLoopAsync(CancellationToken cancellationToken)
    {
        using var buffer = new TlBuffer(ReadSize);
        while (true)
        {
            var count = await _stream.ReadAsync(buffer.GetMemory(ReadSize), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return;
            if (_records is not null)
                count = _records.Unwrap(buffer.GetSpan()[..count]);
            buffer.Advance(count);
            if (_framing is not null)
                _framing.Received(buffer.Written[^count..]);
            else if (!await TryPassFrontAsync(buffer, cancellationToken).ConfigureAwait(false) || !TryDetect(buffer))
                continue;
            Interlocked.Exchange(ref _isHandling, 1);
            HandleFrames(buffer);
            Interlocked.Exchange(ref _isHandling, 0);
            // The writer writes in this thread, as far as it needs not wait, so that an answer wakes no other.
            if (Interlocked.Exchange(ref _hasNews, 0) != 0)
                _wake.SetAndRun();
        }
    }

    /// <summary>Lets a client of the FakeTLS front in; false if more has to come first. Others pass by.</summary>
    private async ValueTask<bool> TryPassFrontAsync(TlBuffer buffer, CancellationToken cancellationToken)
    {
        if (_records is not null || _core.Front?.Tls is not { } front)
            return true;
        var verdict = front.Look(buffer.Written, _core.Now);
        if (verdict.Kind == FrontVerdictKind.NeedMore)
            return false;

        // Nobody else writes before the transport is known.
        if (verdict.Answer is not null)
            await _stream.WriteAsync(verdict.Answer, cancellationToken).ConfigureAwait(false);
        if (verdict.Kind == FrontVerdictKind.Refused)
        {
            ServerLog.FrontRefused(_logger, Id, verdict.Reason!);
            throw new IOException("The front of the proxy has turned a stranger away.");
        }

        if (verdict.Kind == FrontVerdictKind.Admitted)
        {
            buffer.RemoveFront(verdict.Consumed);
            _records = new FrontRecords();
            buffer.Truncate(_records.Unwrap(buffer.Written));
        }

        return true;
    }

    private bool TryDetect(TlBuffer buffer)
    {
        var detection = TransportDetector.Detect(buffer.Written, _core.Front?.Secret, _records is not null, _core.Entropy);
        if (detection.Fault is not null)
            throw new IOException(detection.Fault);
        if (detection.Framing is null)
            return false;
        buffer.RemoveFront(detection.Consumed);
        detection.Framing.Received(buffer.Written);
        DataCenter = detection.DataCenter;
        if (detection.IsProxied)
            _core = _core.Front!.Find(DataCenter ?? 0) ?? throw new IOException($"The proxied client wants to data center {DataCenter}, which is not there.");
        lock (_gate)
            _framing = detection.Framing;
        ServerLog.TransportDetected(_logger, Id, detection.Framing.Transport, detection.Framing.IsObfuscated);
        return true;
    }

    private void HandleFrames(TlBuffer buffer)
    {
        var start = 0;
        while (true)
        {
            var frame = _framing!.TryRead(buffer.Written[start..]);
            if (frame.Kind == ServerFrameKind.Malformed)
                throw new IOException($"The client sent {frame.Fault}.");
            if (frame.Kind == ServerFrameKind.NeedMore)
                break;
            var packet = buffer.Written.Slice(start + frame.Start, frame.Length).ToArray();
            start += frame.Consumed;
            // Key exchanges are let be.
            if (_incoming.IsIdle || packet.Length < 8 || BitConverter.ToInt64(packet) == 0)
                _core.HandlePacket(this, packet, frame.WantsQuickAck);
            else
                HandleEncrypted(packet, frame.WantsQuickAck);
        }

        buffer.RemoveFront(start);
    }

    private void HandleEncrypted(byte[] packet, bool wantsQuickAck)
    {
        foreach (var passing in _incoming.Pass(packet))
            _core.HandlePacket(this, passing, wantsQuickAck);
    }

    private async Task WriteLoopAsync(CancellationToken cancellationToken)
    {
        using var output = new TlBuffer(ReadSize);
        try
        {
            using var wrapped = new TlBuffer();
            while (true)
            {
                await _wake.WaitAsync().ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                while (Collect(output))
                {
                    if (_records is not null)
                        FrontRecords.Wrap(output.Written, wrapped);
                    await WriteAsync(_records is null ? output.WrittenMemory : wrapped.WrittenMemory, cancellationToken).ConfigureAwait(false);
                    output.Clear();
                    wrapped.Clear();
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            ServerLog.ConnectionLost(_logger, Id, exception.Message);
        }
#pragma warning disable CA1031 // As above: the connection ends, the process does not, and the error is logged.
        catch (Exception exception)
        {
            ServerLog.ConnectionFailed(_logger, exception, Id);
        }
#pragma warning restore CA1031

        Close();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var left = Interlocked.Read(ref _bytesLeftToWrite);
        if (left < bytes.Length)
        {
            await _stream.WriteAsync(bytes[..(int)left], cancellationToken).ConfigureAwait(false);
            await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            throw new IOException("The connection was cut on request.");
        }

        if (left != long.MaxValue)
            Interlocked.Add(ref _bytesLeftToWrite, -bytes.Length);
        await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool Collect(TlBuffer output)
    {
        ServerFraming framing;
        AttachedSession[] sessions;
        lock (_gate)
        {
            if (_framing is null)
                return false;
            framing = _framing;
            while (_urgent.TryDequeue(out var write))
                write(framing, output);
            sessions = [.. _sessions];
        }

        foreach (var session in sessions)
            _core.CollectPackets(this, session, framing, output);
        return output.Length > 0;
    }

    private void Leave()
    {
        AttachedSession[] sessions;
        lock (_gate)
        {
            sessions = [.. _sessions];
            _sessions.Clear();
        }

        _core.HandleLeft(this, sessions);
    }
}
