namespace TelegramHost.Emulator.Server;

/// <summary>What <see cref="TransportDetector"/> found; nothing at all means that more bytes are needed.</summary>
/// <param name="Framing">The framing to go on with.</param>
/// <param name="Consumed">How many bytes the opening took.</param>
/// <param name="DataCenter">The data center that an obfuscation header names; clients without a proxy may leave random bytes there.</param>
/// <param name="IsProxied">Whether the client takes the emulator for an MTProxy, to be brought to the data center that it names.</param>
/// <param name="Fault">Why the opening cannot be understood.</param>
internal readonly record struct TransportDetection(ServerFraming? Framing, int Consumed, short? DataCenter, bool IsProxied, string? Fault);
