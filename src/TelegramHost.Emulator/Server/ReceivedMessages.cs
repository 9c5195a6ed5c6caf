namespace TelegramHost.Emulator.Server;

/// <summary>The latest messages of one session, in the order of their identifiers: what is a repetition, what is out of order.</summary>
internal sealed class ReceivedMessages
{
    /// <summary>How many are remembered; when the memory is full, the older half goes.</summary>
    public const int Capacity = 4096;

    private readonly List<ReceivedMessage> _messages = [];
    private long _forgottenUpTo;

    public ReceivedMessage? Find(long id)
    {
        var index = IndexOf(id);
        return index >= 0 ? _messages[index] : null;
    }

    /// <summary>Whether the message is so old that nobody can say if it was here before.</summary>
    public bool IsForgotten(long id) => id <= _forgottenUpTo;

    /// <summary>Compares a new message's number with those of its neighbours.</summary>
    /// <remarks>
    /// "msg_seqno too low (the server has already received a message with a lower msg_id but with either a higher or an equal and odd seqno)";
    /// "too high (… a message with a higher msg_id but with either a lower or an equal and odd seqno)".
    /// </remarks>
    public BadMessage CheckOrder(long id, int seqNo)
    {
        var next = ~IndexOf(id);
        if (next > 0 && Contradicts(_messages[next - 1].SeqNo, seqNo))
            return BadMessage.SeqNoTooLow;
        if (next < _messages.Count && Contradicts(seqNo, _messages[next].SeqNo))
            return BadMessage.SeqNoTooHigh;
        return BadMessage.None;
    }

    public ReceivedMessage Add(long id, int seqNo)
    {
        if (_messages.Count >= Capacity)
        {
            _forgottenUpTo = _messages[(Capacity / 2) - 1].Id;
            var older = _messages.GetRange(0, Capacity / 2);
            _messages.RemoveRange(0, Capacity / 2);
            // A call that is still being worked on needs its answer, however many came after it.
            _messages.InsertRange(0, older.FindAll(message => message.IsRunning));
        }

        var message = new ReceivedMessage(id, seqNo);
        _messages.Insert(~IndexOf(id), message);
        return message;
    }

    /// <summary>What <c>msgs_state_info</c> says of any identifier: 1 forgotten, 2 not received, 3 not yet possible, else received.</summary>
    public byte StateOf(long id)
    {
        if (Find(id) is { } message)
            return message.State;
        if (IsForgotten(id))
            return 1;
        return (byte)(_messages.Count > 0 && id > _messages[^1].Id ? 3 : 2);
    }

    private static bool Contradicts(int earlier, int later) => earlier > later || (earlier == later && (earlier & 1) != 0);

    /// <summary>The place of the identifier, or the complement of where it would go.</summary>
    private int IndexOf(long id)
    {
        var low = 0;
        var high = _messages.Count - 1;
        // Nearly every message is newer than all before.
        if (high < 0 || _messages[high].Id < id)
            return ~(high + 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var compared = _messages[middle].Id.CompareTo(id);
            if (compared == 0)
                return middle;
            if (compared < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
