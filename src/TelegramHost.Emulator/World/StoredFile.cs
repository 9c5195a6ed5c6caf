namespace TelegramHost.Emulator;

/// <summary>A file that was uploaded and belongs to a message now.</summary>
internal sealed record StoredFile(long Id, long AccessHash, byte[] Reference, int DcId, int Date, byte[] Content)
{
    /// <summary>What clients must show to read the file; a new one when references are expired.</summary>
    public byte[] Reference { get; set; } = Reference;
}
