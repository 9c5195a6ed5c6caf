namespace TelegramHost.MtProto.Framing;

/// <summary>What stands at the front of the received bytes.</summary>
internal enum FrameKind
{
    /// <summary>Nothing whole yet.</summary>
    NeedMore,

    /// <summary>A packet: an encrypted or an unencrypted message.</summary>
    Packet,

    /// <summary>The server refuses to go on; the code says why (-404, -429, -444 …).</summary>
    TransportError,

    /// <summary>The token of a quick acknowledgement, which may be ignored.</summary>
    QuickAck,

    /// <summary>A frame without meaning.</summary>
    Nop,
}
