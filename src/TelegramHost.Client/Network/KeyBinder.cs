using System.Buffers.Binary;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Handshake;
using TelegramHost.MtProto.Session;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Network;

/// <summary>Binds a temporary key to the permanent one, in a session of its own: the one thing that an unbound key is used for.</summary>
/// <remarks>Source: https://core.telegram.org/method/auth.bindTempAuthKey</remarks>
internal sealed class KeyBinder(ConnectionOptions options, MonotonicClock clock, TimeProvider time)
{
    private const string WrongEncryption = "ENCRYPTED_MESSAGE_INVALID";

    /// <summary>Binds <paramref name="temporary"/> over the connection on which it was made.</summary>
    /// <returns>The session in which that was done; packets for it may still come and mean nothing.</returns>
    /// <exception cref="BindingRefusedException">The server does not know the permanent key.</exception>
    /// <exception cref="TransportException">The server refused, the connection was lost, or the time is up.</exception>
    public async Task<long> BindAsync(
        FramedConnection connection, int dc, AuthKey permanent, TemporaryKey temporary, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.HandshakeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var key = temporary.TryCopy() ?? throw new InvalidOperationException("A key that is out of use can't be bound.");
        using var session = new MtSession(
            key.Key,
            new MtSessionOptions { Salts = key.Salts, ServerTimeOffset = key.ServerTimeOffset, AckDelay = TimeSpan.Zero },
            SystemEntropy.Instance,
            clock.Now);
        var nonce = NewNonce();
        SessionEvent? outcome = null;
        session.EnqueueComposed(msgId => Request(permanent, temporary, session.SessionId, nonce, msgId));
        try
        {
            await BriefSession.RunAsync(session, connection, clock, () => outcome is not null, Take, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransportException(
                $"Data centre {dc} did not bind the temporary key within {options.HandshakeTimeout.TotalSeconds:0.###} s (Telegram:Connection:HandshakeTimeout).",
                inner: exception);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or ProtocolException)
        {
            throw new TransportException($"The connection was lost while data centre {dc} was to bind the temporary key.", inner: exception);
        }

        Check(outcome!.Value, dc, permanent.Id);
        temporary.Note(session);
        return session.SessionId;

        void Take(SessionEvent happened)
        {
            if (happened.Kind is SessionEventKind.RpcResult or SessionEventKind.RpcError or SessionEventKind.RequestFailed)
                outcome = happened;
        }
    }

    private static void Check(in SessionEvent outcome, int dc, long permanentId)
    {
        if (outcome.Kind == SessionEventKind.RpcResult
            && outcome.Body is { Length: sizeof(uint) } body && BinaryPrimitives.ReadUInt32LittleEndian(body) == TlReader.BoolTrueId)
            return;
        if (outcome is { Kind: SessionEventKind.RpcError, Text: WrongEncryption })
            throw new BindingRefusedException(dc, permanentId);
        throw new TransportException(
            $"Data centre {dc} did not bind the temporary key: {outcome.Text ?? "it answered with something else than true"}. "
            + "If this goes on, set Telegram:Connection:PerfectForwardSecrecy to false.");
    }

    private static byte[] Request(AuthKey permanent, TemporaryKey temporary, long sessionId, long nonce, long msgId)
    {
        using var buffer = new TlBuffer();
        buffer.Append(new AuthBindTempAuthKeyRequest
        {
            PermAuthKeyId = permanent.Id,
            Nonce = nonce,
            ExpiresAt = checked((int)temporary.ExpiresAt.ToUnixTimeSeconds()),
            EncryptedMessage = TempKeyBinding.Encrypt(
                permanent, temporary.Id, sessionId, nonce, temporary.ExpiresAt, msgId, SystemEntropy.Instance),
        });
        return buffer.Written.ToArray();
    }

    private static long NewNonce()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        SystemEntropy.Instance.Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}
