namespace TelegramHost.MtProto.Framing;

/// <summary>How long a packet may be, checked before anything is allocated for it.</summary>
internal static class FrameLimits
{
    /// <summary>The longest packet in bytes; three bytes of length are all that the abridged transport has.</summary>
    public const int MaxPacketBytes = 1 << 24;

    /// <summary>Checks a length that the other side declares.</summary>
    public static void CheckIncoming(long length, string transport)
    {
        if (length is <= 0 or > MaxPacketBytes)
            throw new ProtocolException($"Length of a packet on the {transport} transport", $"1 to {MaxPacketBytes} bytes", $"{length}");
    }

    /// <summary>Checks a packet that is to be sent.</summary>
    public static void CheckOutgoing(int length, int alignment)
    {
        if (length >= MaxPacketBytes)
            throw new ArgumentException($"A packet of {length} bytes is longer than a frame may be ({MaxPacketBytes - 1}).", nameof(length));
        if (length % alignment != 0)
            throw new ArgumentException($"A packet of {length} bytes is no multiple of {alignment}, as its transport demands.", nameof(length));
    }
}
