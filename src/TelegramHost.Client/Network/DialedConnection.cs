namespace TelegramHost.Client.Network;

/// <summary>A connection that is ready for packets, and where it leads.</summary>
/// <param name="Connection">The framed byte stream; it belongs to whoever dialed.</param>
/// <param name="Route">The way that it takes.</param>
/// <param name="ProofSession">A session in which the server has proved itself here; packets for it may still come and mean nothing. 0 if there was none.</param>
internal sealed record DialedConnection(FramedConnection Connection, DcRoute Route, long ProofSession = 0)
{
    /// <summary>Closes a connection that nobody uses.</summary>
    public async ValueTask CloseAsync()
    {
        await Connection.DisposeAsync().ConfigureAwait(false);
        Connection.ReleaseBuffers();
    }
}
