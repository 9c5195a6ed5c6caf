using Microsoft.Extensions.Logging;
using TelegramHost.Client.Sessions;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Crypto;
using TelegramHost.MtProto.Framing;
using TelegramHost.MtProto.Handshake;
using TelegramHost.MtProto.Messages;
using TelegramHost.MtProto.Session;
using TelegramHost.Tl;

namespace TelegramHost.Client.Network;

/// <summary>Drives a <see cref="ClientHandshake"/> over a connection.</summary>
/// <param name="options">Time limit, and which servers are meant.</param>
/// <param name="keys">The keys that are trusted.</param>
/// <param name="advice">What to do when something else than the server answers.</param>
/// <param name="clock">For message ids.</param>
/// <param name="time">For the time limit.</param>
/// <param name="logger">Hears of every key.</param>
internal sealed class KeyExchange(
    ConnectionOptions options, ServerKeys keys, string advice, MonotonicClock clock, TimeProvider time, ILogger logger) : IKeyExchange
{
    // The server forgets an exchange when it restarts or is busy; more than a few times it means something else.
    private const int MaxRestarts = 3;

    // What a salt is thought to last that came without times; the server says more once it is used.
    private static readonly TimeSpan _firstSaltLife = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private long _lastMsgId;

    /// <summary>The keys that the settings name: the ones given, or Telegram's own.</summary>
    public static ServerKeys KeysOf(ConnectionOptions options) => options switch
    {
        { PublicKeys: { Length: > 0 } given } => new ServerKeys(given.Select(entry => RsaPublicKey.FromPem(PublicKeySource.ReadPem(entry)))),
        { TestServers: true } => ServerKeys.Test(),
        _ => ServerKeys.Production(),
    };

    /// <inheritdoc/>
    public async Task<DcRecord> RunAsync(FramedConnection connection, int dc, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var result = await RunAsync(connection, dc, lifetime: null, cancellationToken).ConfigureAwait(false);
        NetworkLog.KeyCreated(logger, dc, (long)time.GetElapsedTime(start).TotalMilliseconds);
        var record = new DcRecord
        {
            AuthKey = [.. result.Key.Bytes],
            ServerTimeOffset = result.ServerTimeOffset - clock.WallLead,
            Salts = [FirstSalt(result)],
        };
        result.Key.Dispose();
        return record;
    }

    /// <inheritdoc/>
    public async Task<TemporaryKey> RunTemporaryAsync(FramedConnection connection, int dc, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var result = await RunAsync(connection, dc, lifetime, cancellationToken).ConfigureAwait(false);
        return new TemporaryKey(result.Key, [FirstSalt(result)], result.ServerTimeOffset, result.ExpiresAt!.Value, clock.Now);
    }

    private async Task<HandshakeResult> RunAsync(FramedConnection connection, int dc, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.HandshakeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            for (var restarts = 0; ; restarts++)
            {
                if (await TryRunAsync(connection, dc, lifetime, either.Token).ConfigureAwait(false) is { } result)
                    return result;

                if (restarts == MaxRestarts)
                {
                    throw new TransportException(
                        $"Data centre {dc} dropped the key exchange {restarts + 1} times (-404). {advice}",
                        TransportErrors.AuthKeyNotFound);
                }

                NetworkLog.HandshakeRestarted(logger, dc);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransportException(
                $"The key exchange with data centre {dc} took longer than {options.HandshakeTimeout.TotalSeconds:0.###} s (Telegram:Connection:HandshakeTimeout). {advice}",
                inner: exception);
        }
        catch (IOException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(dc, exception);
        }
        catch (ProtocolException exception)
        {
            throw new TransportException(
                $"What answers for data centre {dc} does not speak MTProto: {exception.Message} {advice}",
                inner: exception);
        }
        catch (TlFormatException exception)
        {
            throw new HandshakeException(HandshakeFailure.UnexpectedAnswer,
                $"Data centre {dc} answered the key exchange with something else: {exception.Message}", exception);
        }
    }

    /// <summary>One exchange from the first nonce on.</summary>
    /// <returns>Null if the server said on the way that it has forgotten it.</returns>
    private async Task<HandshakeResult?> TryRunAsync(FramedConnection connection, int dc, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        var entropy = SystemEntropy.Instance;
        var begun = ClientHandshake.Start(
            new HandshakeOptions { ServerKeys = keys, DcId = ClientFraming.DcNumber(options, dc), ExpiresIn = lifetime }, entropy);
        if (await AskAsync(connection, begun.Request, dc, cancellationToken).ConfigureAwait(false) is not { } challenge)
            return null;
        using var awaitingParams = begun.HandleResPq(challenge, entropy);
        if (await AskAsync(connection, awaitingParams.Request, dc, cancellationToken).ConfigureAwait(false) is not { } parameters)
            return null;
        var awaitingAnswer = awaitingParams.HandleDhParams(parameters, clock.Now, entropy);
        while (true)
        {
            if (await AskOrForgetAsync(connection, awaitingAnswer, dc, cancellationToken).ConfigureAwait(false) is not { } answer)
                return null;
            var outcome = Conclude(awaitingAnswer, answer, entropy);
            if (outcome.Result is { } result)
                return result;
            awaitingAnswer = outcome.Retry!;
        }
    }

    private async Task<byte[]?> AskOrForgetAsync(FramedConnection connection, AwaitingDhAnswer state, int dc, CancellationToken cancellationToken)
    {
        byte[]? answer = null;
        try
        {
            return answer = await AskAsync(connection, state.Request, dc, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (answer is null)
                state.Dispose();
        }
    }

    private static HandshakeOutcome Conclude(AwaitingDhAnswer state, byte[] answer, IEntropy entropy)
    {
        try
        {
            return state.HandleDhAnswer(answer, entropy);
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    private ServerSalt FirstSalt(HandshakeResult result)
    {
        var serverTime = clock.Now + result.ServerTimeOffset;
        return new ServerSalt(result.ServerSalt, serverTime, serverTime + _firstSaltLife);
    }

    /// <summary>Sends a request and waits for its answer; null if the server has forgotten the exchange.</summary>
    private async Task<byte[]?> AskAsync(FramedConnection connection, byte[] request, int dc, CancellationToken cancellationToken)
    {
        using (var packet = new TlBuffer())
        {
            PlainMessage.Write(NextMsgId(), request, packet);
            connection.Write(packet.Written);
        }

        await connection.FlushAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var read = connection.TryRead(out var packet);
            switch (read.Kind)
            {
                case FrameKind.NeedMore:
                    if (!await connection.FillAsync(cancellationToken).ConfigureAwait(false))
                        throw Lost(dc, inner: null);
                    break;
                case FrameKind.TransportError when read.Code == TransportErrors.AuthKeyNotFound:
                    return null;
                case FrameKind.TransportError:
                    throw Refused(dc, read.Code);
                // Encrypted packets of an earlier key may come in between and mean nothing here.
                case FrameKind.Packet when PlainMessage.IsPlain(packet.Span):
                    return PlainMessage.ReadBody(packet.Span).ToArray();
                default:
                    break;
            }
        }
    }

    private long NextMsgId()
    {
        // Exchanges with several data centres may run at once.
        lock (_gate)
            return _lastMsgId = Math.Max(MessageId.FromTime(clock.Now), _lastMsgId + 4);
    }

    private TransportException Lost(int dc, Exception? inner) => new(
        $"The connection was closed during the key exchange with data centre {dc}. {advice}", inner: inner);

    private TransportException Refused(int dc, int code) => new(
        $"Data centre {dc} refused the key exchange with transport error {code}. " + (code == TransportErrors.Flood
            ? "Too many connections were made from this address in a short time: run fewer clients here, or raise Telegram:Connection:ReconnectDelay."
            : advice),
        code);
}
