namespace TelegramHost.Emulator.Server;

/// <summary>The calls of one session that are being worked on, and how the latest ones ended.</summary>
/// <remarks>Guarded by the auth key's gate.</remarks>
internal sealed class RunningRequests
{
    private const int MaxRemembered = 1024;

    private readonly Dictionary<long, Request> _requests = [];
    private readonly Queue<long> _inOrder = new();

    /// <summary>Begins a call.</summary>
    public CancellationToken Begin(long messageId)
    {
        var request = new Request();
        _requests[messageId] = request;
        _inOrder.Enqueue(messageId);
        while (_inOrder.Count > MaxRemembered && _requests.TryGetValue(_inOrder.Peek(), out var oldest) && oldest.Ended.Task.IsCompleted)
            _requests.Remove(_inOrder.Dequeue());
        return request.Cancellation.Token;
    }

    /// <summary>Ends a call.</summary>
    public void End(long messageId, bool isSuccess)
    {
        if (!_requests.TryGetValue(messageId, out var request))
            return;
        request.Cancellation.Dispose();
        request.Ended.TrySetResult(isSuccess);
    }

    /// <summary>The client dropped the answer.</summary>
    public void Cancel(long messageId)
    {
        if (_requests.TryGetValue(messageId, out var request) && !request.Ended.Task.IsCompleted)
            request.Cancellation.Cancel();
    }

    /// <summary>Whether the call succeeded, once it has ended; null if no such call is known.</summary>
    public Task<bool>? Outcome(long messageId) => _requests.TryGetValue(messageId, out var request) ? request.Ended.Task : null;

    private sealed class Request
    {
        public CancellationTokenSource Cancellation { get; } = new();

        public TaskCompletionSource<bool> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
