using System.Security.Cryptography;

namespace TelegramHost.Client.Sessions.Encryption;

/// <summary>The key that is written with, and all that are read with.</summary>
internal sealed class EncryptionKeys
{
    private EncryptionKeys(EncryptionKey? current, IReadOnlyList<EncryptionKey> all) => (Current, All) = (current, all);

    /// <summary>The key that is written with; null if nothing is to be encrypted any more.</summary>
    public EncryptionKey? Current { get; }

    /// <summary>All keys, the current one first.</summary>
    public IReadOnlyList<EncryptionKey> All { get; }

    /// <summary>Whether there are keys that are only read with.</summary>
    public bool HasOld => All.Any(key => key != Current);

    /// <summary>Whether bytes are as they would be written now: encrypted with <see cref="Current"/>, or not at all without one.</summary>
    public bool IsCurrent(ReadOnlySpan<byte> bytes) => Current is { } key ? Envelope.IsOf(key, bytes) : !Envelope.IsOne(bytes);

    /// <summary>The keys that the settings name; null if they name none.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="section">Their full path, for messages.</param>
    /// <param name="faults">Takes what is wrong; a key itself is in no message.</param>
    public static EncryptionKeys? Read(SessionEncryptionOptions options, string section, List<string> faults)
    {
        if (!string.IsNullOrEmpty(options.Key) && !string.IsNullOrEmpty(options.KeyFile))
            faults.Add($"{section}:Key and {section}:KeyFile are both set: remove one of them.");
        var current = !string.IsNullOrEmpty(options.Key) ? FromText(options.Key, $"{section}:Key", faults)
            : !string.IsNullOrEmpty(options.KeyFile) ? FromFile(options.KeyFile, $"{section}:KeyFile", faults)
            : null;
        List<EncryptionKey?> all = [current];
        for (var i = 0; i < options.OldKeys.Length; i++)
            all.Add(FromText(options.OldKeys[i], $"{section}:OldKeys:{i}", faults));
        for (var i = 0; i < options.OldKeyFiles.Length; i++)
            all.Add(FromFile(options.OldKeyFiles[i], $"{section}:OldKeyFiles:{i}", faults));
        var known = all.OfType<EncryptionKey>().ToList();
        return known.Count == 0 ? null : new EncryptionKeys(current, known);
    }

    private static EncryptionKey? FromText(string text, string path, List<string> faults)
    {
        // Longer than any key, so that nothing of a secret is left in a buffer that nobody clears.
        Span<byte> key = stackalloc byte[EncryptionKey.Length + 1];
        if (Convert.TryFromBase64String(text.Trim(), key, out var length) && length == EncryptionKey.Length)
        {
            var made = new EncryptionKey(key[..length]);
            CryptographicOperations.ZeroMemory(key);
            return made;
        }

        CryptographicOperations.ZeroMemory(key);
        faults.Add($"{path} is no key, expected {EncryptionKey.Length} bytes in base64: make one with \"openssl rand -base64 {EncryptionKey.Length}\".");
        return null;
    }

    private static EncryptionKey? FromFile(string file, string path, List<string> faults)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            faults.Add($"{path} is {file}, which can't be read: {exception.Message}");
            return null;
        }

        var key = content.Length == EncryptionKey.Length
            ? new EncryptionKey(content)
            : FromText(System.Text.Encoding.ASCII.GetString(content.AsSpan(0, Math.Min(content.Length, 100))), $"{path} ({file})", faults);
        CryptographicOperations.ZeroMemory(content);
        return key;
    }
}
