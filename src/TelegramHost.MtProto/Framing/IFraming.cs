using TelegramHost.Tl;

namespace TelegramHost.MtProto.Framing;

/// <summary>Both directions of one connection: packets into bytes, bytes into packets. Not safe for several threads.</summary>
/// <remarks>
/// The rim calls <see cref="WriteOpening"/> once, before the first <see cref="Write"/>; <see cref="Received"/> once for every
/// range of bytes that arrives, in order; then <see cref="TryRead"/> until it answers <see cref="FrameKind.NeedMore"/>.
/// An instance belongs to one connection and MUST NOT be used for another.
/// </remarks>
internal interface IFraming
{
    /// <summary>Appends what a client says before its first packet; for some transports nothing.</summary>
    void WriteOpening(TlBuffer output);

    /// <summary>Appends one frame with <paramref name="packet"/>.</summary>
    /// <exception cref="ArgumentException">The packet is longer than a frame may be, or of a length that this transport cannot carry.</exception>
    void Write(ReadOnlySpan<byte> packet, TlBuffer output);

    /// <summary>Looks at freshly arrived bytes and undoes the obfuscation in place.</summary>
    void Received(Span<byte> fresh);

    /// <summary>Looks at the front of the bytes that are buffered.</summary>
    /// <exception cref="ProtocolException">The bytes are no frame of this transport; the connection must be closed.</exception>
    FrameRead TryRead(ReadOnlySpan<byte> buffered);
}
