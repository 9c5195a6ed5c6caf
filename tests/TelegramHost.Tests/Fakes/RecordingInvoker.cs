using System.Collections.Concurrent;
using TelegramHost.Client.Rpc;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Tests.Fakes;

/// <summary>Telegram as far as handlers are concerned: remembers every call and answers the obvious.</summary>
internal sealed class RecordingInvoker : IRpcInvoker
{
    private int _nextMessageId = 1000;

    public ConcurrentQueue<ITlRequest> Calls { get; } = new();

    /// <summary>Throws or waits instead of answering, where a test wants it.</summary>
    public Func<ITlRequest, Task>? Before { get; set; }

    public IEnumerable<string> SentTexts => Calls.OfType<MessagesSendMessageRequest>().Select(call => call.Message);

    public IEnumerable<MessagesSetBotCallbackAnswerRequest> Answers => Calls.OfType<MessagesSetBotCallbackAnswerRequest>();

    public async Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Before is { } before)
            await before(request);
        Calls.Enqueue(request);
        return (TResult)Answer(request);
    }

    private object Answer(ITlRequest request) => request switch
    {
        MessagesSendMessageRequest => new UpdateShortSentMessage { Out = true, Id = Interlocked.Increment(ref _nextMessageId), Pts = 1, PtsCount = 1, Date = 1 },
        MessagesSetBotCallbackAnswerRequest => true,
        _ => throw new NotSupportedException($"No test has needed {request.MethodName} so far."),
    };
}
