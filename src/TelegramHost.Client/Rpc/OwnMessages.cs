using System.Collections.Concurrent;
using TelegramHost.Schema;

namespace TelegramHost.Client.Rpc;

/// <summary>Messages being sent, by random id: joins a call whose answer was lost with the updates that show its messages.</summary>
internal sealed class OwnMessages(TimeProvider time)
{
    /// <summary>How long messages that were certainly sent are waited for.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Expectation, bool> _expected = new(concurrencyLevel: 1, capacity: 1);

    /// <summary>The messages of a call, for which nobody looks before <see cref="Expectation.Begin"/>.</summary>
    /// <param name="randomIds">Theirs, in the call's order.</param>
    /// <param name="channelId">The channel to which it posts, whose messages are numbered apart; null for all other chats.</param>
    public Expectation Expect(long[] randomIds, long? channelId) => new(this, randomIds, channelId);

    /// <summary>An update came: it may name the id of a message that was sent, or bring one.</summary>
    public void Note(UpdateBase update)
    {
        if (_expected.IsEmpty)
            return;
        foreach (var (expectation, _) in _expected)
            expectation.Note(update);
    }

    /// <summary>The messages of a call that is being made.</summary>
    internal sealed class Expectation(OwnMessages owner, long[] randomIds, long? channelId) : IDisposable
    {
        private readonly TaskCompletionSource<Schema.Updates> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private readonly Dictionary<long, UpdateMessageID> _named = [];
        private readonly Dictionary<int, UpdateBase> _messages = [];

        /// <summary>How many they are.</summary>
        public int Count => randomIds.Length;

        /// <summary>From now on they are looked for; disposing ends it.</summary>
        public void Begin() => owner._expected.TryAdd(this, true);

        public void Note(UpdateBase update)
        {
            lock (_gate)
            {
                switch (update)
                {
                    case UpdateMessageID named when randomIds.Contains(named.RandomId):
                        _named[named.RandomId] = named;
                        break;
                    // What one writes to oneself is not outgoing.
                    case UpdateNewMessage { Message: Schema.Message sent } when channelId is null && (sent.Out || sent.SavedPeerId is not null):
                        _messages[sent.Id] = update;
                        break;
                    case UpdateNewChannelMessage { Message: Schema.Message { Out: true, PeerId: PeerChannel channel } sent } when channel.ChannelId == channelId:
                        _messages[sent.Id] = update;
                        break;
                    default:
                        return;
                }

                Match();
            }
        }

        /// <summary>Waits for the updates that show the messages, and answers them as the call would have been answered.</summary>
        /// <exception cref="RpcException">They did not come in time: <paramref name="refusal"/> is thrown as it is.</exception>
        public async Task<UpdatesBase> WaitAsync(RpcException refusal, CancellationToken cancellationToken)
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

        public void Dispose() => owner._expected.TryRemove(this, out _);

        private void Match()
        {
            if (_named.Count < randomIds.Length)
                return;
            var named = Array.ConvertAll(randomIds, id => _named[id]);
            if (!Array.TrueForAll(named, one => _messages.ContainsKey(one.Id)))
                return;
            _found.TrySetResult(new Schema.Updates
            {
                UpdatesValue = [.. named, .. named.Select(one => _messages[one.Id])],
                Users = [],
                Chats = [],
                Date = (int)owner.Time.GetUtcNow().ToUnixTimeSeconds(),
                Seq = 0,
            });
        }
    }

    private TimeProvider Time => time;
}
