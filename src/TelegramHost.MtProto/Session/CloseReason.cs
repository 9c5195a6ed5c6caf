namespace TelegramHost.MtProto.Session;

/// <summary>Why a session wants its connection closed. The rim connects anew and goes on with the same session.</summary>
internal enum CloseReason
{
    /// <summary>A packet failed one of the security checks; nothing of it was used.</summary>
    RefusedPacket,

    /// <summary>The server broke the protocol inside a message that passed the checks.</summary>
    ProtocolViolation,

    /// <summary>No pong came in time.</summary>
    PongMissing,

    /// <summary>The server rejected one salt after another.</summary>
    SaltLoop,

    /// <summary>The server found a fault in how this client numbers or packs messages; the session was replaced.</summary>
    ClientFault,
}
