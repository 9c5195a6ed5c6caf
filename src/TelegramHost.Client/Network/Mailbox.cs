using System.Diagnostics.CodeAnalysis;

namespace TelegramHost.Client.Network;

/// <summary>What anybody posts and one loop takes, in the order of posting; <paramref name="wake"/> is set for each. While it is empty it holds next to nothing.</summary>
internal sealed class Mailbox<T>(WakeSignal wake)
    where T : notnull
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _items = new();
    private bool _isClosed;

    /// <summary>What the loop that takes sleeps on.</summary>
    public WakeSignal Wake => wake;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _items.Count == 0;
        }
    }

    /// <summary>Adds one; false once it is closed.</summary>
    public bool TryPost(T item)
    {
        if (!TryAdd(item))
            return false;
        wake.Set();
        return true;
    }

    /// <summary>The same; a loop that sleeps runs inside this call, until it sleeps again. Not while a lock is held.</summary>
    public bool TryPostAndRun(T item)
    {
        if (!TryAdd(item))
            return false;
        wake.SetAndRun(isThreadFree: false);
        return true;
    }

    /// <summary>Puts those back that were taken before all that are inside; false once it is closed.</summary>
    public bool TryPutBack(IEnumerable<T> items)
    {
        lock (_gate)
        {
            if (_isClosed)
                return false;
            T[] behind = [.. _items];
            _items.Clear();
            foreach (var item in items.Concat(behind))
                _items.Enqueue(item);
        }

        wake.Set();
        return true;
    }

    /// <summary>Takes the oldest one.</summary>
    public bool TryTake([NotNullWhen(true)] out T? item)
    {
        lock (_gate)
            return _items.TryDequeue(out item);
    }

    /// <summary>Nothing more can be posted; what is inside can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
    }

    private bool TryAdd(T item)
    {
        lock (_gate)
        {
            if (!_isClosed)
                _items.Enqueue(item);
            return !_isClosed;
        }
    }
}
