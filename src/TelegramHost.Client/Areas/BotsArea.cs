using TelegramHost.Client.Rpc;
using TelegramHost.Schema;

namespace TelegramHost.Client.Areas;

/// <summary>What only bots do.</summary>
public sealed class BotsArea
{
    private readonly IRpcInvoker _invoker;

    internal BotsArea(IRpcInvoker invoker) => _invoker = invoker;

    /// <summary>Answers a pressed button, so that it stops spinning.</summary>
    /// <param name="queryId">The query's id.</param>
    /// <param name="text">What is shown to the user, at most 200 characters; null shows nothing.</param>
    /// <param name="alert">Whether the text comes in a window that has to be closed instead of a fleeting notice.</param>
    /// <param name="url">A link that is opened: of the bot itself (<c>t.me/bot?start=…</c>) or of its game.</param>
    /// <param name="cacheTime">How long the user's app may give the same answer by itself. Default: not at all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <remarks>Source: https://core.telegram.org/method/messages.setBotCallbackAnswer</remarks>
    /// <exception cref="RpcException">Telegram refused; <c>QUERY_ID_INVALID</c> means that the query is too old.</exception>
    public Task AnswerCallbackAsync(
        long queryId, string? text = null, bool alert = false, string? url = null, TimeSpan cacheTime = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cacheTime, TimeSpan.Zero);
        return _invoker.InvokeAsync(
            new MessagesSetBotCallbackAnswerRequest
            {
                QueryId = queryId,
                Message = text,
                Alert = alert,
                Url = url,
                CacheTime = (int)Math.Min(cacheTime.TotalSeconds, int.MaxValue),
            },
            cancellationToken);
    }
}
