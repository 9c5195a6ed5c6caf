namespace TelegramHost.Emulator.Inspection;

/// <summary>The latest records of what went over the wire, and an event for each new one.</summary>
/// <remarks>Safe to use from any thread.</remarks>
public sealed class WireJournal
{
    private readonly Lock _gate = new();
    private readonly Queue<WireRecord> _records = new();
    private readonly int _capacity;
    private long _sequence;

    internal WireJournal(int capacity) => _capacity = Math.Max(0, capacity);

    /// <summary>Raised for each record, on the emulator's own thread: subscribers must be quick and must not throw.</summary>
    public event Action<WireRecord>? Recorded;

    internal bool IsEnabled => _capacity > 0;

    /// <summary>The records that are kept, oldest first.</summary>
    public IReadOnlyList<WireRecord> Records
    {
        get
        {
            lock (_gate)
                return [.. _records];
        }
    }

    internal void Add(DateTimeOffset time, WireDirection direction, long authKeyId, long? userId, string name, string json, int bytes)
    {
        WireRecord record;
        lock (_gate)
        {
            record = new WireRecord(++_sequence, time, direction, authKeyId, userId, name, json, bytes);
            _records.Enqueue(record);
            while (_records.Count > _capacity)
                _records.Dequeue();
        }

        Recorded?.Invoke(record);
    }
}
