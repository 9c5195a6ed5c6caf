using System.Collections.Concurrent;
using TelegramHost.Schema;

namespace TelegramHost.Client.Model;

/// <summary>Messages being sent, by random id: joins a call whose answer was lost with the update that shows its message.</summary>
internal sealed class OwnMessages(TimeProvider time)
{
    /// <summary>How long a message that was certainly sent is waited for.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, Expectation> _expected = new(concurrencyLevel: 1, capacity: 1);

    /// <summary>From now on the message of that random id is looked for; disposing ends it.</summary>
    public Expectation Expect(long randomId)
    {
        var expectation = new Expectation(this, randomId);
        _expected[randomId] = expectation;
        return expectation;
    }

    /// <summary>An update named the id of a message that was sent.</summary>
    public void NoteId(long randomId, int messageId)
    {
        if (_expected.TryGetValue(randomId, out var expectation))
            expectation.NoteId(messageId);
    }

    /// <summary>An update brought a message; if it is outgoing it may be one that is looked for.</summary>
    public void NoteMessage(MessageBase message)
    {
        if (_expected.IsEmpty || message is not Schema.Message { Out: true } sent)
            return;
        foreach (var expectation in _expected.Values)
            expectation.NoteMessage(sent);
    }

    /// <summary>A message that is being sent.</summary>
    internal sealed class Expectation(OwnMessages owner, long randomId) : IDisposable
    {
        private readonly TaskCompletionSource<MessageBase> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private readonly List<Schema.Message> _candidates = [];
        private int? _messageId;

        public void NoteId(int messageId)
        {
            lock (_gate)
            {
                _messageId = messageId;
                Match();
            }
        }

        public void NoteMessage(Schema.Message message)
        {
            lock (_gate)
            {
                _candidates.Add(message);
                Match();
            }
        }

        /// <summary>Waits for the update that shows the message.</summary>
        /// <exception cref="RpcException">It did not come in time: <paramref name="refusal"/> is thrown as it is.</exception>
        public async Task<MessageBase> WaitAsync(RpcException refusal, CancellationToken cancellationToken)
        {
            try
            {
                return await _found.Task.WaitAsync(Patience, owner.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw refusal;
            }
        }

        public void Dispose() => owner._expected.TryRemove(randomId, out _);

        private void Match()
        {
            if (_messageId is { } id && _candidates.Find(candidate => candidate.Id == id) is { } message)
                _found.TrySetResult(message);
        }
    }

    private TimeProvider Time => time;
}
