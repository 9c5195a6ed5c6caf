using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Updates;

/// <summary>Which chats of a sequence are handled further than its mark says: their new messages, by id.</summary>
/// <remarks>
/// One slow handler, or a difference whose messages have no numbers, holds the mark of a whole sequence; without this all that others have done
/// meanwhile would be repeated after a crash. Not safe for several threads: the ledger's lock is around it.
/// </remarks>
/// <param name="changed">Gets to know whose <see cref="MarkOf"/> is another one.</param>
internal sealed class ChatsAhead(Action<PeerId> changed)
{
    /// <summary>How many chats are followed at most: the messages of others are repeated after a crash.</summary>
    private const int MaxChats = 4096;

    private readonly Dictionary<PeerId, Progress> _chats = [];

    /// <summary>The chats that are ahead.</summary>
    public IEnumerable<PeerId> Chats => _chats.Where(chat => chat.Value.HandledId > 0).Select(chat => chat.Key);

    /// <summary>How far a chat is; null if it is not ahead.</summary>
    public ChatMark? MarkOf(PeerId chat) => _chats.TryGetValue(chat, out var progress) && progress.HandledId > 0 ? new ChatMark(progress.HandledId, progress.Number) : null;

    /// <summary>What a former run has stored.</summary>
    public void Restore(PeerId chat, ChatMark mark) => _chats[chat] = new Progress(chat) { HandledId = mark.Id, Number = mark.Number };

    /// <summary>A message goes out; null if its chat is not followed.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="number">The number at which the sequence's mark has reached it.</param>
    public Step? Enter(MessagePlace place, int number)
    {
        if (!_chats.TryGetValue(place.Chat, out var chat))
        {
            if (_chats.Count >= MaxChats)
                return null;
            _chats.Add(place.Chat, chat = new Progress(place.Chat));
        }

        var step = new Step(changed, chat, place.Id, number);
        chat.Waiting.Enqueue(step);
        return step;
    }

    /// <summary>The sequence's mark has moved: chats that it has reached are not ahead of it any more.</summary>
    public void Passed(int number)
    {
        foreach (var (id, chat) in _chats)
        {
            if (chat.Number > number)
                continue;
            if (chat.HandledId > 0)
                changed(id);
            chat.HandledId = 0;
            if (chat.Waiting.Count == 0)
                _chats.Remove(id);
        }
    }

    /// <summary>The sequence has begun anew.</summary>
    public void Forget()
    {
        foreach (var chat in Chats)
            changed(chat);
        _chats.Clear();
    }

    /// <summary>A message on its way to its handler.</summary>
    internal sealed class Step(Action<PeerId> changed, Progress chat, int id, int number)
    {
        private bool _isDone;

        /// <summary>It is handled.</summary>
        public void Complete()
        {
            _isDone = true;
            while (chat.Waiting.TryPeek(out var first) && first._isDone)
            {
                chat.Waiting.Dequeue();
                first.Count();
            }
        }

        private void Count()
        {
            (chat.HandledId, chat.Number) = (Math.Max(id, chat.HandledId), Math.Max(number, chat.Number));
            changed(chat.Id);
        }
    }

    /// <summary>How far one chat is.</summary>
    internal sealed class Progress(PeerId id)
    {
        /// <summary>The chat.</summary>
        public PeerId Id { get; } = id;

        /// <summary>What goes on in it, in order.</summary>
        public Queue<Step> Waiting { get; } = new(1);

        /// <summary>The id up to which its new messages are handled; 0 if the sequence's mark says it all.</summary>
        public int HandledId { get; set; }

        /// <summary>The number at which the sequence's mark has reached that message.</summary>
        public int Number { get; set; }
    }
}
