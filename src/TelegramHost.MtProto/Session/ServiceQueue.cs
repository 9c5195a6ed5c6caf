namespace TelegramHost.MtProto.Session;

/// <summary>The service messages to be sent, and the newest of those that were, by message id.</summary>
/// <remarks>Old ones are forgotten: what matters is asked again by a deadline.</remarks>
internal sealed class ServiceQueue
{
    private const int Remembered = 64;

    private readonly Queue<ServiceMessage> _waiting = new();
    // Grows to what is remembered, so that a session that says little holds little.
    private (long MsgId, long PacketMsgId, ServiceMessage Message)[] _sent = new (long, long, ServiceMessage)[4];
    private int _next;

    /// <summary>Whether any waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Takes one to be sent.</summary>
    public void Add(ServiceMessage message) => _waiting.Enqueue(message);

    /// <summary>Takes some that carry the ids of <paramref name="ids"/>, in messages that are not too long.</summary>
    public void AddAll(ServiceMessageKind kind, IReadOnlyCollection<long> ids)
    {
        foreach (var chunk in ids.Chunk(ServiceMessage.MaxIds))
            Add(new ServiceMessage(kind, Ids: chunk));
    }

    /// <summary>The next one to be packed.</summary>
    public bool TryPeek(out ServiceMessage message) => _waiting.TryPeek(out message);

    /// <summary>The one that <see cref="TryPeek"/> answered is about to be packed.</summary>
    public void Take() => _waiting.Dequeue();

    /// <summary>One was packed into message <paramref name="msgId"/>.</summary>
    public void MarkSent(in ServiceMessage message, long msgId)
    {
        if (_next == _sent.Length && _sent.Length < Remembered)
            Array.Resize(ref _sent, _sent.Length * 2);
        _next %= _sent.Length;
        _sent[_next++] = (msgId, msgId, message);
    }

    /// <summary>All messages from <paramref name="firstMsgId"/> on went out inside the container <paramref name="containerId"/>.</summary>
    public void MarkContained(long firstMsgId, long containerId)
    {
        for (var i = 0; i < _sent.Length; i++)
        {
            if (_sent[i].MsgId >= firstMsgId)
                _sent[i].PacketMsgId = containerId;
        }
    }

    /// <summary>Finds one that was sent by its message id.</summary>
    public bool TryGetSent(long msgId, out ServiceMessage message)
    {
        foreach (var entry in _sent)
        {
            if (entry.MsgId != msgId || msgId == 0)
                continue;
            message = entry.Message;
            return true;
        }

        message = default;
        return false;
    }

    /// <summary>The outermost message that carried message <paramref name="msgId"/>, or was it itself; 0 if that is unknown.</summary>
    public long PacketOf(long msgId)
    {
        foreach (var entry in _sent)
        {
            if (entry.MsgId == msgId || entry.PacketMsgId == msgId)
                return entry.PacketMsgId;
        }

        return 0;
    }

    /// <summary>Sends again what went out as, or inside, message <paramref name="msgId"/>.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool SendAgain(long msgId)
    {
        var isKnown = false;
        for (var i = 0; i < _sent.Length; i++)
        {
            if (_sent[i].MsgId == 0 || (_sent[i].MsgId != msgId && _sent[i].PacketMsgId != msgId))
                continue;
            isKnown = true;
            _waiting.Enqueue(_sent[i].Message);
            _sent[i] = default;
        }

        return isKnown;
    }

    /// <summary>The connection is gone: pings, questions and their answers belong to it.</summary>
    public void DropForConnection()
    {
        for (var left = _waiting.Count; left > 0; left--)
        {
            var message = _waiting.Dequeue();
            if (message.Kind is ServiceMessageKind.DropAnswer or ServiceMessageKind.DestroySession)
                _waiting.Enqueue(message);
        }
    }

    /// <summary>A new session begins: only messages that name no message id keep their sense.</summary>
    public void DropForSession()
    {
        for (var left = _waiting.Count; left > 0; left--)
        {
            var message = _waiting.Dequeue();
            if (message.Kind is ServiceMessageKind.Ping or ServiceMessageKind.FutureSalts or ServiceMessageKind.DestroySession)
                _waiting.Enqueue(message);
        }

        Array.Clear(_sent);
    }
}
