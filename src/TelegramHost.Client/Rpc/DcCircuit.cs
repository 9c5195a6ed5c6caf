namespace TelegramHost.Client.Rpc;

/// <summary>The circuit of one data centre: closed while it works, open after failures in a row; then one call at a time finds out whether it works again.</summary>
internal sealed class DcCircuit(CircuitBreakerOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Exception? _lastFault;
    private int _failures;
    private long _openedAt;
    private bool _isOpen;

    /// <summary>Whether a call may go.</summary>
    /// <param name="isProbe">Whether it is the one that finds out.</param>
    /// <param name="retryAfter">Otherwise: when the next one may.</param>
    /// <param name="lastFault">And the fault that opened the circuit.</param>
    public bool TryEnter(out bool isProbe, out TimeSpan retryAfter, out Exception? lastFault)
    {
        (isProbe, retryAfter, lastFault) = (false, TimeSpan.Zero, null);
        lock (_gate)
        {
            if (!_isOpen)
                return true;
            retryAfter = options.BreakDuration - time.GetElapsedTime(_openedAt);
            if (retryAfter > TimeSpan.Zero)
            {
                lastFault = _lastFault;
                return false;
            }

            // While the probe is under way the others see an open circuit; a probe that never ends is followed by another.
            (isProbe, retryAfter) = (true, TimeSpan.Zero);
            _openedAt = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>The data centre has answered. Answers whether that closed an open circuit.</summary>
    public bool NoteAnswer()
    {
        lock (_gate)
        {
            var wasOpen = _isOpen;
            (_isOpen, _failures, _lastFault) = (false, 0, null);
            return wasOpen;
        }
    }

    /// <summary>The data centre has failed. Answers whether that opened the circuit, or keeps it open after a probe.</summary>
    public bool NoteFailure(Exception fault, bool isProbe)
    {
        lock (_gate)
        {
            // Calls from before it opened say nothing new.
            if (_isOpen ? !isProbe : ++_failures < options.ConsecutiveFailures)
                return false;
            (_isOpen, _openedAt, _lastFault) = (true, time.GetTimestamp(), fault);
            return true;
        }
    }

    /// <summary>The probe ended without an answer that says anything: the next call takes its place.</summary>
    public void NoteAbandonedProbe()
    {
        lock (_gate)
            _openedAt = time.GetTimestamp() - (long)(options.BreakDuration.TotalSeconds * time.TimestampFrequency);
    }
}
