namespace TelegramHost.MtProto;

/// <summary>How packets are separated on a TCP connection.</summary>
/// <remarks>Source: https://core.telegram.org/mtproto/mtproto-transports</remarks>
public enum TransportKind
{
    /// <summary>One byte of length for most packets: the smallest overhead.</summary>
    Abridged,

    /// <summary>Four bytes of length.</summary>
    Intermediate,

    /// <summary>Four bytes of length and up to 15 random bytes behind each packet, which hides the packets' sizes.</summary>
    PaddedIntermediate,

    /// <summary>Length, sequence number and CRC32 around each packet. Cannot be obfuscated.</summary>
    Full,
}
