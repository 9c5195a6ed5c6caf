using TelegramHost.MtProto.Messages;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Server;

/// <summary>What the server still has to say in one session, and what the client has not acknowledged yet.</summary>
internal sealed class OutgoingMessages(long idsAfter = 0)
{
    /// <summary>How many unacknowledged messages are kept; a client that acknowledges nothing loses the oldest.</summary>
    public const int MaxUnacknowledged = 4096;

    private const int MaxInContainer = 100;
    private const int MaxContainerBytes = 1 << 15;

    // What was lost once goes in small packets: on a bad line a big one would be lost again and again, as a whole.
    private const int MaxRepetitionBytes = 1 << 12;

    // A client refuses identifiers older than 300 seconds, so an older message is sent again under a new one.
    private static readonly TimeSpan MaxResendAge = TimeSpan.FromSeconds(240);

    private readonly ServerMessageIds _ids = new(idsAfter);
    private readonly LinkedList<OutgoingMessage> _queue = [];
    private readonly Dictionary<long, OutgoingMessage> _unacknowledged = [];

    // Those in the queue that were sent before: their acknowledgement may still come.
    private readonly Dictionary<long, LinkedListNode<OutgoingMessage>> _repetitions = [];

    public bool IsEmpty => _queue.Count == 0;

    public int Count => _queue.Count;

    /// <summary>The newest identifier that was given out.</summary>
    public long NewestId => _ids.Last;

    public IReadOnlyCollection<OutgoingMessage> Unacknowledged => _unacknowledged.Values;

    public void Add(OutgoingMessage message)
    {
        if (message.GoesFirst)
            AddBehindFirst(message);
        else
            _queue.AddLast(message);
    }

    public void Acknowledge(long id)
    {
        _unacknowledged.Remove(id);
        if (_repetitions.Remove(id, out var node))
            _queue.Remove(node);
    }

    /// <summary>Puts a message that was sent before into the queue again.</summary>
    public bool Resend(long id)
    {
        if (_repetitions.ContainsKey(id))
            return true;
        if (!_unacknowledged.Remove(id, out var message))
            return false;
        _repetitions[id] = _queue.AddLast(message);
        return true;
    }

    /// <summary>Puts everything that is not acknowledged in front of the queue, in its old order.</summary>
    public void ResendAll() => Resend([.. _unacknowledged.Values]);

    /// <summary>The same for what went out over one connection.</summary>
    public void ResendCarriedBy(long connection) => Resend([.. _unacknowledged.Values.Where(message => message.Carrier == connection)]);

    /// <summary>The answer to a call, whether it was sent or not, as long as it is not acknowledged.</summary>
    public OutgoingMessage? FindAnswer(long requestId) =>
        _queue.FirstOrDefault(message => message.RequestId == requestId)
        ?? _unacknowledged.Values.FirstOrDefault(message => message.RequestId == requestId);

    public void Remove(OutgoingMessage message)
    {
        _queue.Remove(message);
        _repetitions.Remove(message.Id);
        _unacknowledged.Remove(message.Id);
    }

    /// <summary>Writes the next message, or a container of several, as identifier, number, length and body.</summary>
    public bool TryWrite(DateTimeOffset now, TlBuffer output, long connection)
    {
        if (_queue.Count == 0)
            return false;
        var batch = Take();
        var isRepetition = batch.Exists(message => message.Id != 0);
        foreach (var message in batch)
        {
            Number(message, now);
            message.Carrier = connection;
        }

        var writer = new TlWriter(output);
        // "A message that is sent again with its old identifier must be placed in a container with a newer one."
        if (batch.Count == 1 && !isRepetition)
            WriteMessage(ref writer, batch[0]);
        else
            WriteContainer(ref writer, batch, now);
        writer.Flush();
        return true;
    }

    private void Resend(List<OutgoingMessage> messages)
    {
        foreach (var message in messages.OrderByDescending(message => message.Id))
        {
            _unacknowledged.Remove(message.Id);
            if (!message.GoesFirst)
                _repetitions[message.Id] = _queue.AddFirst(message);
        }

        // Those that go first are few; they are put in front of all that was put there just now.
        foreach (var message in messages.Where(message => message.GoesFirst).OrderByDescending(message => message.Id))
            _repetitions[message.Id] = _queue.AddFirst(message);
    }

    private void AddBehindFirst(OutgoingMessage message)
    {
        var next = _queue.First;
        while (next is { Value.GoesFirst: true })
            next = next.Next;
        if (next is null)
            _queue.AddLast(message);
        else
            _queue.AddBefore(next, message);
    }

    private List<OutgoingMessage> Take()
    {
        var batch = new List<OutgoingMessage>();
        var bytes = 0;
        while (_queue.First is { Value: var message } && batch.Count < MaxInContainer
            && (batch.Count == 0 || bytes + message.Body.Length <= (message.Id != 0 ? MaxRepetitionBytes : MaxContainerBytes)))
        {
            _queue.RemoveFirst();
            _repetitions.Remove(message.Id);
            batch.Add(message);
            bytes += message.Body.Length + 16;
        }

        return batch;
    }

    private void Number(OutgoingMessage message, DateTimeOffset now)
    {
        if (message.Id == 0 || now - message.SentAt > MaxResendAge)
        {
            message.Id = _ids.NextId(now, message.IsResponse);
            message.SeqNo = _ids.NextSeqNo(message.IsContent);
            message.SentAt = now;
        }

        if (!message.IsContent)
            return;
        _unacknowledged[message.Id] = message;
        if (_unacknowledged.Count > MaxUnacknowledged)
            _unacknowledged.Remove(_unacknowledged.Keys.Min());
    }

    private void WriteContainer(ref TlWriter writer, List<OutgoingMessage> batch, DateTimeOffset now)
    {
        var length = 8;
        foreach (var message in batch)
            length += 16 + message.Body.Length;
        writer.WriteInt64(_ids.NextId(now, batch.TrueForAll(message => message.IsResponse)));
        writer.WriteInt32(_ids.NextSeqNo(isContent: false));
        writer.WriteInt32(length);
        writer.WriteConstructor(MessageContainer.Constructor);
        writer.WriteInt32(batch.Count);
        foreach (var message in batch)
            WriteMessage(ref writer, message);
    }

    private static void WriteMessage(ref TlWriter writer, OutgoingMessage message)
    {
        writer.WriteInt64(message.Id);
        writer.WriteInt32(message.SeqNo);
        writer.WriteInt32(message.Body.Length);
        writer.WriteRaw(message.Body);
    }
}
