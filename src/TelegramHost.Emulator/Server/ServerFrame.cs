namespace TelegramHost.Emulator.Server;

/// <summary>What lies at the front of the bytes that a client sent.</summary>
internal enum ServerFrameKind
{
    /// <summary>The frame is not complete yet.</summary>
    NeedMore,

    /// <summary>A packet.</summary>
    Packet,

    /// <summary>Bytes that no client of this transport sends; the connection has to be closed.</summary>
    Malformed,
}

/// <summary>One frame, described by its place in the buffered bytes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Consumed">How many bytes the whole frame takes.</param>
/// <param name="Start">Where the packet begins.</param>
/// <param name="Length">How long the packet is.</param>
/// <param name="WantsQuickAck">Whether the client asks for a quick acknowledgement.</param>
/// <param name="Fault">Why it is malformed.</param>
internal readonly record struct ServerFrame(
    ServerFrameKind Kind, int Consumed = 0, int Start = 0, int Length = 0, bool WantsQuickAck = false, string? Fault = null)
{
    public static ServerFrame NeedMore => default;

    public static ServerFrame Malformed(string fault) => new(ServerFrameKind.Malformed, Fault: fault);
}
