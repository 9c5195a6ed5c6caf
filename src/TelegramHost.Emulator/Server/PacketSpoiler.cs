namespace TelegramHost.Emulator.Server;

/// <summary>Does to the encrypted packets of one direction of a connection what bad lines and servers do: damages, repeats, loses and swaps them.</summary>
internal sealed class PacketSpoiler
{
    private int _toCorrupt;
    private int _toDouble;
    private int _toDrop;
    private int _toSwap;
    private byte[]? _late;

    /// <summary>Whether packets pass as they are.</summary>
    public bool IsIdle => (Volatile.Read(ref _toCorrupt) | Volatile.Read(ref _toDouble) | Volatile.Read(ref _toDrop) | Volatile.Read(ref _toSwap)) == 0 && _late is null;

    /// <summary>Changes a bit in each of the next packets.</summary>
    public void CorruptNext(int packets) => Interlocked.Exchange(ref _toCorrupt, packets);

    /// <summary>Lets each of the next packets pass twice.</summary>
    public void DoubleNext(int packets) => Interlocked.Exchange(ref _toDouble, packets);

    /// <summary>Loses each of the next packets.</summary>
    public void DropNext(int packets) => Interlocked.Exchange(ref _toDrop, packets);

    /// <summary>Lets each of the next packets pass behind the one that follows it.</summary>
    public void SwapNext(int packets) => Interlocked.Exchange(ref _toSwap, packets);

    /// <summary>What passes in place of a packet. One owner: the connection's reader or its writer.</summary>
    public IEnumerable<byte[]> Pass(byte[] packet)
    {
        if (TakeOne(ref _toDrop))
            yield break;
        if (TakeOne(ref _toCorrupt))
            packet[^1] ^= 1;
        if (_late is null && TakeOne(ref _toSwap))
        {
            _late = packet;
            yield break;
        }

        // Whoever reads a packet may decrypt it in place, so the second one is a copy.
        var second = TakeOne(ref _toDouble) ? packet.ToArray() : null;
        yield return packet;
        if (second is not null)
            yield return second;
        if (_late is not { } late)
            yield break;
        _late = null;
        yield return late;
    }

    private static bool TakeOne(ref int count)
    {
        var before = Volatile.Read(ref count);
        return before > 0 && Interlocked.CompareExchange(ref count, before - 1, before) == before;
    }
}
