using System.Collections.Concurrent;

namespace TelegramHost.Emulator;

/// <summary>Callback queries that wait for a bot's answer.</summary>
internal sealed class CallbackDesk(Random random, Postman postman, WorldClock clock)
{
    /// <summary>How long Telegram lets a bot think.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<long, Query> _queries = new();

    /// <summary>Tells a bot that a button under its message was pressed. Called under the world's lock.</summary>
    /// <exception cref="WorldException">MESSAGE_ID_INVALID or DATA_INVALID.</exception>
    public Query Ask(Account presser, MessageCopy? copy, byte[] data)
    {
        if (copy?.Content is not { Sender: { IsBot: true } bot } content || content.CopyOf(bot) is not { } botsCopy)
            throw new WorldException(400, "MESSAGE_ID_INVALID");
        if (!Keyboards.HasCallback(content.Markup, data))
            throw new WorldException(400, "DATA_INVALID");

        var query = new Query(random.NextInt64(1, long.MaxValue), bot);
        _queries[query.Id] = query;
        postman.Push(bot, 0, new Schema.UpdateBotCallbackQuery
        {
            QueryId = query.Id,
            UserId = presser.Id,
            Peer = botsCopy.Peer.ToPeer(),
            MsgId = botsCopy.Id,
            ChatInstance = ChatInstance(bot, botsCopy.Peer),
            Data = data,
        });
        return query;
    }

    /// <summary>Waits for the bot. Called outside the world's lock.</summary>
    /// <exception cref="WorldException">BOT_RESPONSE_TIMEOUT.</exception>
    public async Task<CallbackAnswer> WaitAsync(Query query, CancellationToken cancellationToken)
    {
        try
        {
            return await query.Answer.Task.WaitAsync(Patience, clock.Provider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new WorldException(400, "BOT_RESPONSE_TIMEOUT");
        }
        finally
        {
            _queries.TryRemove(query.Id, out _);
        }
    }

    /// <summary>Takes a bot's answer.</summary>
    /// <exception cref="WorldException">QUERY_ID_INVALID: unknown, answered before, or too late.</exception>
    public void Answer(Account bot, long queryId, CallbackAnswer answer)
    {
        if (!_queries.TryGetValue(queryId, out var query) || query.Bot != bot || !query.Answer.TrySetResult(answer))
            throw new WorldException(400, "QUERY_ID_INVALID");
    }

    /// <summary>A number that is the same for all queries from one chat.</summary>
    private static long ChatInstance(Account bot, PeerKey peer) =>
        unchecked((bot.Id * -7046029254386353131L) ^ (peer.Id * 31 + (long)peer.Kind));

    /// <summary>A pressed button.</summary>
    internal sealed record Query(long Id, Account Bot)
    {
        public TaskCompletionSource<CallbackAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
