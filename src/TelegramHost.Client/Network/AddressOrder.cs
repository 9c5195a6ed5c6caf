namespace TelegramHost.Client.Network;

/// <summary>In which order addresses are tried.</summary>
internal static class AddressOrder
{
    /// <summary>Lets two families take turns, the preferred one first; each keeps its order.</summary>
    /// <remarks>Source: https://www.rfc-editor.org/rfc/rfc8305#section-4</remarks>
    public static IEnumerable<T> Alternate<T>(IEnumerable<T> addresses, Func<T, bool> isPreferred)
    {
        var families = addresses.ToLookup(isPreferred);
        var (preferred, other) = (families[true].ToList(), families[false].ToList());
        for (var i = 0; i < Math.Max(preferred.Count, other.Count); i++)
        {
            if (i < preferred.Count)
                yield return preferred[i];
            if (i < other.Count)
                yield return other[i];
        }
    }
}
