namespace TelegramHost.AspNetCore;

/// <summary>One question at a time between the login and the page; any number of pages may look on.</summary>
internal sealed class LoginConversation
{
    // A page that was closed must not hold the client up.
    private static readonly TimeSpan _longestGoodbye = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private LoginPageState _state = new("waiting", null);
    private TaskCompletionSource _changed = NewSignal();
    private TaskCompletionSource _seen = NewSignal();
    private TaskCompletionSource<LoginPageAnswer>? _answer;

    /// <summary>Asks, and waits for the answer.</summary>
    public async Task<LoginPageAnswer> AskAsync(LoginPageState question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<LoginPageAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _answer = answer;
        Show(question);
        return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Shows something that needs no answer.</summary>
    public void Show(LoginPageState state)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _state = state with { Version = _state.Version + 1 };
            (changed, _changed) = (_changed, NewSignal());
            _seen = NewSignal();
        }

        changed.SetResult();
    }

    /// <summary>The state, once it is newer than <paramref name="known"/>.</summary>
    public async Task<LoginPageState> NextAsync(int known, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_state.Version > known)
                {
                    _seen.TrySetResult();
                    return _state;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes an answer; false if it is to an older question.</summary>
    public bool TryAnswer(LoginPageAnswer answer)
    {
        TaskCompletionSource<LoginPageAnswer>? asked;
        lock (_gate)
        {
            if (answer.Version != _state.Version || _answer is null)
                return false;
            (asked, _answer) = (_answer, null);
        }

        Show(new LoginPageState("waiting", null));
        asked.SetResult(answer);
        return true;
    }

    /// <summary>Waits until a page has the latest state, but not for long.</summary>
    public async Task WaitUntilSeenAsync(CancellationToken cancellationToken)
    {
        Task seen;
        lock (_gate)
            seen = _seen.Task;
        await Task.WhenAny(seen, Task.Delay(_longestGoodbye, cancellationToken)).ConfigureAwait(false);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
