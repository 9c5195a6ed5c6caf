using System.Buffers;
using System.IO.Pipelines;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>One direction of a line: takes what one side writes, and gives it to the other unless something happens to it on the way.</summary>
/// <remarks>Both sides write whole frames, so what is written at once begins and ends with a frame.</remarks>
internal sealed class OneWay(Random random)
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _held = new();
    private LineCut? _cut;
    private bool _isHeld;
    private bool _isMute;
    private bool _isClosed;
    private bool _isReading;
    private long _arrived;
    private long _taken;

    /// <summary>Runs when this direction breaks by a cut.</summary>
    public Action? Broken { get; set; }

    /// <summary>How many bytes were written.</summary>
    public long Arrived => Interlocked.Read(ref _arrived);

    /// <summary>Whether the reader has gone away.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>Whether the reader has taken all there is and waits for more, or has left.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate)
                return IsLeft || (_isReading && !_isClosed && _arrived == _taken);
        }
    }

    /// <summary>Breaks at the next frame.</summary>
    public void CutNext(LineCut where)
    {
        lock (_gate)
            _cut = where;
    }

    /// <summary>Holds what is written from now on, until <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_gate)
            _isHeld = true;
    }

    /// <summary>Gives on what was held.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _isHeld = false;
            while (_held.TryDequeue(out var bytes))
                Deliver(bytes);
        }
    }

    /// <summary>Swallows everything from now on, the end too.</summary>
    public void Mute()
    {
        lock (_gate)
            _isMute = true;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_isClosed)
                throw new IOException("The line is broken.");
            if (_isMute || bytes.IsEmpty)
                return;
            if (_isHeld)
                _held.Enqueue(bytes.ToArray());
            else if (_cut is not { } cut)
                Deliver(bytes);
            else
                Deliver(bytes[..Before(cut, bytes.Length)]);
            if (_isHeld || _cut is null)
                return;
        }

        Broken?.Invoke();
        throw new IOException("The line was cut.");
    }

    /// <summary>Ends the direction; with a fault the reader sees a reset, without one an orderly end.</summary>
    public void Close(Exception? fault = null)
    {
        lock (_gate)
        {
            if (_isMute || _isClosed)
                return;
            _isClosed = true;
            _pipe.Writer.Complete(fault);
        }
    }

    /// <summary>The reader goes away.</summary>
    public void Leave()
    {
        lock (_gate)
            IsLeft = true;
        _pipe.Reader.CancelPendingRead();
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ReadResult result;
        lock (_gate)
            _isReading = true;
        try
        {
            result = await _pipe.Reader.ReadAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
                _isReading = false;
        }

        if (result.IsCanceled || IsLeft)
            throw new IOException("The line was closed from this end.");
        var count = (int)Math.Min(buffer.Length, result.Buffer.Length);
        result.Buffer.Slice(0, count).CopyTo(buffer.Span);
        _pipe.Reader.AdvanceTo(result.Buffer.GetPosition(count));
        lock (_gate)
            _taken += count;
        return count;
    }

    public override string ToString()
    {
        lock (_gate)
            return $"{_taken} of {_arrived} taken{(_isReading ? ", read" : "")}{(_isClosed ? ", closed" : "")}{(IsLeft ? ", left" : "")}{(_isMute ? ", mute" : "")}{(_isHeld ? $", {_held.Count} held" : "")}";
    }

    private int Before(LineCut cut, int length) => cut switch
    {
        LineCut.Before => 0,
        // Somewhere in the first frame, its length included.
        LineCut.Inside => random.Next(1, Math.Min(length, 60)),
        _ => length,
    };

    private void Deliver(ReadOnlySpan<byte> bytes)
    {
        if (_isClosed || bytes.IsEmpty)
            return;
        Interlocked.Add(ref _arrived, bytes.Length);
        _pipe.Writer.Write(bytes);
        // A pipe without a threshold takes all there is at once.
        Assert.True(_pipe.Writer.FlushAsync(CancellationToken.None).IsCompleted);
    }
}
