namespace TelegramHost.Tl;

/// <summary>A value that can be written as boxed TL: its constructor id, then its fields.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/TL</remarks>
public interface ITlObject
{
    /// <summary>The CRC32 of the definition's normalised text, as sent on the wire.</summary>
    uint ConstructorId { get; }

    /// <summary>Writes the constructor id and all fields; flags are computed from the content.</summary>
    void Write(ref TlWriter writer);
}
