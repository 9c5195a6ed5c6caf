namespace TelegramHost.Emulator.Server.Front;

/// <summary>What an MTProxy in front of the emulator knows: its secret, the door for FakeTLS, and where the data centers are.</summary>
/// <param name="secret">The secret.</param>
/// <param name="find">The server of a data center by the number that a client names; null if there is none.</param>
/// <param name="entropy">For what looks encrypted.</param>
internal sealed class ProxyFront(FrontSecret secret, Func<int, ServerCore?> find, EmulatorEntropy entropy)
{
    public FrontSecret Secret => secret;

    /// <summary>The door for secrets with <c>ee</c>, else null.</summary>
    public TlsFront? Tls { get; } = secret.Domain is null ? null : new TlsFront(secret, entropy);

    /// <summary>The data center to which a client wants to be brought.</summary>
    public ServerCore? Find(int named) => find(named);
}
