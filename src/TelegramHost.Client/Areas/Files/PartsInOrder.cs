using System.Runtime.CompilerServices;

namespace TelegramHost.Client.Areas.Files;

/// <summary>Reads the parts of a file, several at a time, and hands them out in order.</summary>
internal static class PartsInOrder
{
    /// <summary>How long a part is. All but the last are whole; 1 MiB is a multiple of it, and so is no part in two of the server's own blocks.</summary>
    public const int PartSize = 512 * 1024;

    /// <summary>The parts from <paramref name="start"/> to the end of the file.</summary>
    /// <param name="read">Reads one part; one that is shorter than asked for is the last.</param>
    /// <param name="start">Where to begin, a multiple of <see cref="PartSize"/>.</param>
    /// <param name="end">Where the file is known to end; null if that is to be found out.</param>
    /// <param name="inFlight">How many parts are asked for at once, and so how many are held in memory at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<byte[]> ReadAsync(
        Func<long, int, CancellationToken, Task<byte[]>> read, long start, long? end, int inFlight,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<byte[]>> underWay = new();
        var next = start;
        // The first part goes alone: it finds out where the file lies, so that the others go there at once.
        var limit = 1;
        try
        {
            while (true)
            {
                for (; underWay.Count < limit && (end is null || next < end); next += PartSize)
                    underWay.Enqueue(read(next, PartSize, stopping.Token));
                if (underWay.Count == 0)
                    yield break;
                var part = await underWay.Peek().ConfigureAwait(false);
                _ = underWay.Dequeue();
                if (part.Length > 0)
                    yield return part;
                if (part.Length < PartSize)
                    yield break;
                limit = inFlight;
            }
        }
        finally
        {
            // Nothing goes on behind the back of a caller who has stopped reading.
            await stopping.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(underWay)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
