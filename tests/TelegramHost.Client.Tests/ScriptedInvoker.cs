using TelegramHost.Client.Rpc;
using TelegramHost.Tl;

namespace TelegramHost.Client.Tests;

/// <summary>Answers calls as a test says, and keeps what was called.</summary>
internal sealed class ScriptedInvoker(Func<ITlRequest, object> answer) : IRpcInvoker
{
    private readonly Lock _gate = new();
    private readonly List<ITlRequest> _calls = [];

    public IReadOnlyList<ITlRequest> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    public async Task<TResult> InvokeAsync<TResult>(ITlRequest<TResult> request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _calls.Add(request);
        var result = answer(request);
        if (result is Task<object> later)
            result = await later.WaitAsync(cancellationToken);
        return result is Exception exception ? throw exception : (TResult)result;
    }
}
