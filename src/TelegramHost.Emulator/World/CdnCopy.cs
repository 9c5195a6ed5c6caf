namespace TelegramHost.Emulator;

/// <summary>A file as the content delivery data center holds it: encrypted, under a name that says nothing.</summary>
/// <param name="File">The file itself, which only the master data centers know.</param>
/// <param name="Token">The name.</param>
/// <param name="Key">The 32 bytes of the key that only clients get.</param>
/// <param name="Iv">The 16 bytes with which the key stream begins.</param>
/// <param name="Encrypted">What lies there.</param>
internal sealed record CdnCopy(StoredFile File, byte[] Token, byte[] Key, byte[] Iv, byte[] Encrypted)
{
    /// <summary>Whether the copy lies there at the moment; memory is short, and old copies are thrown away.</summary>
    public bool IsStored { get; set; } = true;

    /// <summary>What a client has to show at the master data center to bring the copy back.</summary>
    public byte[] RequestToken { get; set; } = [];
}
