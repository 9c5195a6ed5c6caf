namespace TelegramHost.Emulator.Server.Front;

/// <summary>The hellos of late: one that somebody has recorded and sends again is not let in.</summary>
internal sealed class ReplayBook
{
    // Half of a proof is enough to know it again.
    private const int KeptBytes = 16;

    // As far as a client's clock may be behind and ahead.
    private static readonly TimeSpan _mostBehind = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _mostAhead = TimeSpan.FromMinutes(20);

    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly PriorityQueue<UInt128, DateTimeOffset> _byTime = new();

    /// <summary>Whether a hello is recent enough; those that are not need not be remembered.</summary>
    public static bool IsTimely(DateTimeOffset sentAt, DateTimeOffset now) => now - sentAt < _mostBehind && sentAt - now < _mostAhead;

    /// <summary>Notes a proof; false if it was there already.</summary>
    public bool TryAdd(ReadOnlySpan<byte> proof, DateTimeOffset sentAt, DateTimeOffset now)
    {
        var key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(proof[..KeptBytes]);
        lock (_gate)
        {
            while (_byTime.TryPeek(out var oldest, out var its) && now - its >= _mostBehind)
            {
                _byTime.Dequeue();
                _seen.Remove(oldest);
            }

            if (!_seen.Add(key))
                return false;
            _byTime.Enqueue(key, sentAt);
            return true;
        }
    }
}
