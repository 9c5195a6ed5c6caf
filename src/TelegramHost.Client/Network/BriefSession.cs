using TelegramHost.MtProto.Framing;
using TelegramHost.MtProto.Session;
using TelegramHost.Tl;

namespace TelegramHost.Client.Network;

/// <summary>Drives a session that has one thing to say, on a connection that carries others afterwards.</summary>
internal static class BriefSession
{
    /// <summary>Sends and receives until <paramref name="isDone"/>; all that the session has to say by then is sent.</summary>
    /// <param name="session">The session, not connected yet. It SHOULD acknowledge at once: nobody drives it later.</param>
    /// <param name="connection">Nobody else may use it meanwhile.</param>
    /// <param name="clock">The session's time.</param>
    /// <param name="isDone">Whether that was all; asked after every packet.</param>
    /// <param name="take">Gets what happens in the session; null if <paramref name="isDone"/> looks at the session alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TransportException">The server closed the connection or answered with a transport error, which the exception carries.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task RunAsync(
        MtSession session, FramedConnection connection, MonotonicClock clock, Func<bool> isDone, Action<SessionEvent>? take,
        CancellationToken cancellationToken)
    {
        session.HandleConnected(clock.Now);
        while (true)
        {
            await FlushAsync(session, connection, clock, cancellationToken).ConfigureAwait(false);
            if (isDone())
                return;
            session.HandlePacket(await ReadAsync(connection, cancellationToken).ConfigureAwait(false), clock.Now);
            while (session.TryTakeEvent(out var happened))
            {
                if (happened.Kind == SessionEventKind.CloseConnection)
                    throw new TransportException(happened.Text!);
                take?.Invoke(happened);
            }

            session.HandleTimeout(clock.Now);
        }
    }

    /// <summary>The next packet.</summary>
    /// <exception cref="TransportException">The server closed the connection or answered with a transport error, which the exception carries.</exception>
    public static async Task<Memory<byte>> ReadAsync(FramedConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = connection.TryRead(out var packet);
            switch (read.Kind)
            {
                case FrameKind.Packet:
                    return packet;
                case FrameKind.TransportError:
                    throw new TransportException($"the server answered with transport error {read.Code}", read.Code);
                case FrameKind.NeedMore when !await connection.FillAsync(cancellationToken).ConfigureAwait(false):
                    throw new TransportException("the server closed the connection before it said anything");
                default:
                    break;
            }
        }
    }

    private static async Task FlushAsync(MtSession session, FramedConnection connection, MonotonicClock clock, CancellationToken cancellationToken)
    {
        using var packet = new TlBuffer();
        while (session.TryTakePacket(clock.Now, packet))
        {
            connection.Write(packet.Written);
            packet.Clear();
        }

        if (connection.PendingBytes > 0)
            await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
