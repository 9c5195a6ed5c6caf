using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Client.Network;

/// <summary>Reads what stands in <c>Telegram:Connection:PublicKeys</c> and its like: PEM texts, or paths of PEM files.</summary>
internal static class PublicKeySource
{
    private const string PemBegin = "-----BEGIN";

    /// <summary>The PEM text of one entry.</summary>
    /// <exception cref="IOException">The entry names a file that can't be read.</exception>
    public static string ReadPem(string entry) =>
        entry.Contains(PemBegin, StringComparison.Ordinal)
            // An environment variable holds a PEM on one line.
            ? entry.Replace("\\n", "\n", StringComparison.Ordinal)
            : File.ReadAllText(entry.Trim());

    /// <summary>Adds a sentence for each entry that is no key.</summary>
    public static void FindFaults(IReadOnlyList<string> entries, string section, List<string> faults)
    {
        for (var i = 0; i < entries.Count; i++)
            FindFaults(entries[i], $"{section}:{i}", faults);
    }

    /// <summary>Adds a sentence if <paramref name="entry"/> is no key.</summary>
    public static void FindFaults(string entry, string path, List<string> faults)
    {
        if (FindFault(entry) is { } fault)
            faults.Add($"{path} {fault}: give the text of a PEM public key, or the path of a file that holds one.");
    }

    private static string? FindFault(string entry)
    {
        if (string.IsNullOrWhiteSpace(entry))
            return "is empty";
        string pem;
        try
        {
            pem = ReadPem(entry);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"names the file \"{entry.Trim()}\", which can't be read ({exception.Message.TrimEnd('.')})";
        }

        try
        {
            _ = RsaPublicKey.FromPem(pem);
            return null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return $"is no RSA public key ({exception.Message.TrimEnd('.')})";
        }
    }
}
