namespace TelegramHost.Emulator.Server;

/// <summary>The ways in which a client may frame its packets on TCP.</summary>
internal enum ServerTransport
{
    Abridged,
    Intermediate,
    PaddedIntermediate,
    Full,
}
