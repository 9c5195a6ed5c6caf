namespace TelegramHost.Client;

/// <summary>Calls that Telegram carries out in the order in which they are made, without one waiting here for the answer to another.</summary>
/// <remarks>
/// It holds among calls to the same data centre. A call that fails does not hold up those behind it, and one that has to be repeated, after a wait or
/// a fault, goes behind those that are under way by then. Source: https://core.telegram.org/api/invoking#sequential-requests
/// </remarks>
/// <example>
/// <code>
/// var inOrder = new InvokeOptions { Sequence = new CallSequence() };
/// await Task.WhenAll(client.InvokeAsync(first, inOrder), client.InvokeAsync(second, inOrder));
/// </code>
/// </example>
public sealed class CallSequence
{
    private Network.SequencePlace? _last;

    /// <summary>The next place.</summary>
    internal Network.SequencePlace Join()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = new Network.SequencePlace(last);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return next;
        }
    }
}
