using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Network;

/// <summary>Agrees on an authorisation key with a server, over a connection that carries traffic afterwards.</summary>
internal interface IKeyExchange
{
    /// <summary>Makes a key.</summary>
    /// <returns>The key, its first salt and the server's time difference; not stored yet.</returns>
    /// <exception cref="MtProto.HandshakeException">The server is not the one that the settings name, or does not keep to the protocol.</exception>
    /// <exception cref="TransportException">The connection was lost, or the time is up.</exception>
    Task<DcRecord> RunAsync(FramedConnection connection, int dc, CancellationToken cancellationToken);

    /// <summary>Makes a key that ends after <paramref name="lifetime"/>; it is bound to nothing yet.</summary>
    /// <exception cref="MtProto.HandshakeException">The server is not the one that the settings name, or does not keep to the protocol.</exception>
    /// <exception cref="TransportException">The connection was lost, or the time is up.</exception>
    Task<TemporaryKey> RunTemporaryAsync(FramedConnection connection, int dc, TimeSpan lifetime, CancellationToken cancellationToken);
}
