using System.Collections;

namespace TelegramHost.Testing.SessionStores;

/// <summary>A batch that fails in its middle, as a crash would: a store must then have stored nothing of it.</summary>
internal sealed class Interrupted<T>(IReadOnlyCollection<T> items) : IReadOnlyCollection<T>
{
    public int Count => items.Count;

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var item in items.Take(items.Count / 2))
            yield return item;
        throw new InterruptedException();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
