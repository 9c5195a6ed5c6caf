using System.Collections.Concurrent;

namespace TelegramHost.Dispatch;

/// <summary>Gives each handler a token that is cancelled when its time is over or when the host won't wait any longer.</summary>
/// <remarks>Token sources are used again, since nearly all handlers end long before their time.</remarks>
internal sealed class HandlerDeadline(TimeSpan timeout, TimeProvider timeProvider, CancellationToken abort)
{
    private readonly ConcurrentBag<Source> _spare = [];

    public CancellationTokenSource Start()
    {
        if (_spare.TryTake(out var source))
            source.CancelAfter(timeout);
        else
            source = new(timeout, timeProvider, abort);
        return source;
    }

    /// <summary>The handler has ended in time: whoever still holds its token won't be cancelled any more.</summary>
    public void Return(CancellationTokenSource ended)
    {
        // A source that can't be reset (cancelled, or on a clock of its own) is left to the collector and not disposed: its token may
        // still be in somebody's hands.
        var source = (Source)ended;
        if (source.TryReset())
            _spare.Add(source);
        else
            source.Forget();
    }

    private sealed class Source : CancellationTokenSource
    {
        private readonly CancellationTokenRegistration _abort;

        public Source(TimeSpan timeout, TimeProvider timeProvider, CancellationToken abort)
            : base(timeout, timeProvider)
            => _abort = abort.UnsafeRegister(static state => ((Source)state!).Cancel(), this);

        public void Forget() => _abort.Unregister();
    }
}
