using System.Net;

namespace TelegramHost.Client.Network;

/// <summary>A connection that is ready for packets, and where it leads.</summary>
/// <param name="Connection">The framed byte stream; it belongs to whoever dialed.</param>
/// <param name="Endpoint">The address that answered, for messages and logs.</param>
internal sealed record DialedConnection(FramedConnection Connection, DnsEndPoint Endpoint);
