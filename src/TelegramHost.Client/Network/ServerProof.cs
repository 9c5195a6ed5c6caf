using TelegramHost.MtProto;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Handshake;
using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Session;
using TelegramHost.Tl;

namespace TelegramHost.Client.Network;

/// <summary>Lets a server show that it is one, before a connection to it wins over others.</summary>
/// <remarks>
/// With a stored key it must answer a ping of a session of its own, which only the holder of the key can. Without one it must answer the
/// first question of a key exchange with a public key that is trusted: that keeps out what merely accepts connections (a captive portal,
/// a middle box); the exchange itself, on the winner, does the rest.
/// </remarks>
internal sealed class ServerProof(ServerKeys serverKeys, DcKeys keys, MonotonicClock clock)
{
    /// <summary>Asks the server of <paramref name="connection"/>.</summary>
    /// <returns>The session that was spent on it; 0 if none was.</returns>
    /// <exception cref="TransportException">The server closed the connection or answered with a transport error, which the exception carries.</exception>
    /// <exception cref="ProtocolException">What came back is no answer.</exception>
    /// <exception cref="HandshakeException">The server's public key is not trusted.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<long> DemandAsync(FramedConnection connection, int dc, CancellationToken cancellationToken)
    {
        using var key = keys.Find(dc);
        if (key is not null)
            return await PingAsync(connection, key, cancellationToken).ConfigureAwait(false);
        await AskForChallengeAsync(connection, dc, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private async Task AskForChallengeAsync(FramedConnection connection, int dc, CancellationToken cancellationToken)
    {
        var begun = ClientHandshake.Start(new HandshakeOptions { ServerKeys = serverKeys, DcId = dc }, SystemEntropy.Instance);
        using (var packet = new TlBuffer())
        {
            PlainMessage.Write(MessageId.FromTime(clock.Now), begun.Request, packet);
            connection.Write(packet.Written);
        }

        await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var answer = await BriefSession.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
            if (!PlainMessage.IsPlain(answer.Span))
                continue;
            begun.ReadAnswer(PlainMessage.ReadBody(answer.Span));
            return;
        }
    }

    private async Task<long> PingAsync(FramedConnection connection, DcKey key, CancellationToken cancellationToken)
    {
        var options = new MtSessionOptions { Salts = key.Salts, ServerTimeOffset = key.ServerTimeOffset, AckDelay = TimeSpan.Zero };
        using var pinging = new MtSession(key.Key, options, SystemEntropy.Instance, clock.Now);
        await BriefSession.RunAsync(pinging, connection, clock, () => pinging.HasPong, take: null, cancellationToken).ConfigureAwait(false);
        return pinging.SessionId;
    }
}
