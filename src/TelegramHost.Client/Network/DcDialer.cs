using Microsoft.Extensions.Logging;
using TelegramHost.Client.Network.Fallback;
using TelegramHost.Client.Network.Proxies;
using TelegramHost.MtProto;
using TelegramHost.MtProto.Framing;
using TelegramHost.Tl;

namespace TelegramHost.Client.Network;

/// <summary>Finds the way to a data centre: chooses among its addresses and transports, connects, and frames the stream.</summary>
/// <remarks>
/// Everything between "this data centre" and a connection that takes packets is here; what is said on it is the caller's. Where there are
/// several ways they race, and only a server that proved itself can win; where there is one it is taken as it is. Whether it was worth it
/// the caller tells: <see cref="NoteWorked"/>, <see cref="NoteFailed"/>.
/// </remarks>
internal sealed class DcDialer(
    ConnectionOptions options, IConnector connector, DcDirectory directory, ServerProof proof, TimeProvider time, ILogger logger,
    FallbackSource? fallback = null, Func<DateTimeOffset>? serverTime = null)
{
    private readonly DcRoutes _routes = new(options, directory);
    private readonly RouteMemory _memory = new();

    /// <inheritdoc cref="DcDirectory.Advice"/>
    public string Advice => directory.Advice;

    /// <summary>Makes sure that there is somewhere to try: no number of tries would help if not.</summary>
    /// <exception cref="TransportException">No address of data centre <paramref name="dc"/> is known.</exception>
    public void RequireKnown(int dc) => directory.AddressesOf(dc);

    /// <summary>Connects to data centre <paramref name="dc"/>.</summary>
    /// <param name="dc">The data centre.</param>
    /// <param name="media">Whether the connection is for files only; a data centre may have addresses of its own for them.</param>
    /// <param name="attempt">How many connections the caller has asked for before; each one begins with the next address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A connection that belongs to the caller; its session has sent nothing on it.</returns>
    /// <exception cref="TransportException">Nobody answered, or no address of it is known.</exception>
    /// <exception cref="HandshakeException">All that answered are servers of somebody else.</exception>
    public async Task<DialedConnection> DialAsync(int dc, bool media, int attempt, CancellationToken cancellationToken)
    {
        if (fallback?.IsDue(_memory.FailuresOf(dc)) == true)
            await fallback.LearnAsync(dc, cancellationToken).ConfigureAwait(false);
        var isRace = options.ProbeDelay != Timeout.InfiniteTimeSpan;
        var atOnce = isRace ? DcRoutes.MaxAtOnce : 1;
        var all = _memory.Sort(dc, media, _routes.Of(dc, media, first: attempt * atOnce));
        DcRoute[] routes = [.. all.Take(atOnce)];
        try
        {
            // One that has no rival need not prove itself.
            return routes.Length > 1
                ? await RaceAsync(dc, routes, cancellationToken).ConfigureAwait(false)
                : await OpenAsync(dc, routes[0], cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _memory.NoteFailed(dc, media, routes);
            throw;
        }
    }

    /// <summary>The server was heard on a connection that <see cref="DialAsync"/> made over <paramref name="route"/>.</summary>
    public void NoteWorked(int dc, bool media, DcRoute route) => _memory.NoteWorked(dc, media, route);

    /// <summary>A connection that <see cref="DialAsync"/> made over <paramref name="route"/> was over before the server was heard, for what <paramref name="fault"/> says if it was not given up.</summary>
    public void NoteFailed(int dc, bool media, DcRoute route, Exception? fault)
    {
        // What a server refuses is not the way's fault.
        if (fault is not (TransportException { Code: not (null or 0) } or { InnerException: BindingRefusedException }))
            _memory.NoteFailed(dc, media, route);
    }

    private async Task<DialedConnection> RaceAsync(int dc, DcRoute[] routes, CancellationToken cancellationToken)
    {
        var race = new DialRace<DialedConnection>(options.ProbeDelay, time);
        var (winner, faults) = await race.RunAsync(
            [.. routes.Select(route => (Func<CancellationToken, Task<DialedConnection>>)(token => ProveAsync(dc, route, token)))],
            late => late.CloseAsync(),
            cancellationToken).ConfigureAwait(false);
        return winner ?? throw Combine(dc, routes, faults);
    }

    private async Task<DialedConnection> OpenAsync(int dc, DcRoute route, CancellationToken cancellationToken)
    {
        NetworkLog.Connecting(logger, dc, route.ToString());
        var stream = await connector.ConnectAsync(route.Endpoint, cancellationToken).ConfigureAwait(false);
        if (route.Disguise is { } secret)
            stream = await GreetAsync(stream, route, secret, cancellationToken).ConfigureAwait(false);
        return new DialedConnection(new FramedConnection(stream, route.CreateFraming()), route);
    }

    /// <summary>Plays a browser for a server that plays one of TLS.</summary>
    private async Task<Stream> GreetAsync(Stream stream, DcRoute route, string text, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            if (!ProxySecret.TryParse(text, out var secret, out var fault))
                throw new InvalidOperationException($"The secret of {route} {fault}.");
            return await new FakeTlsGreeting(secret, serverTime ?? time.GetUtcNow).GreetAsync(stream, route.Endpoint, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw exception is IOException or ProtocolException or OperationCanceledException
                ? new TransportException($"{route}: the server did not take this client for one that knows its secret. Check this machine's clock, which the greeting carries; if it is right, set Telegram:Proxy:Url.", inner: exception)
                : exception;
        }
    }

    /// <summary>One way, up to the server's proof.</summary>
    private async Task<DialedConnection> ProveAsync(int dc, DcRoute route, CancellationToken cancellationToken)
    {
        var dialed = await OpenAsync(dc, route, cancellationToken).ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var spent = await proof.DemandAsync(dialed.Connection, dc, either.Token).ConfigureAwait(false);
            return dialed with { ProofSession = spent };
        }
        catch (TransportException exception) when (exception.Code == TransportErrors.AuthKeyNotFound)
        {
            // A server has spoken. What it means that it does not know the key is for the session to find out, on a fresh connection.
            await dialed.CloseAsync().ConfigureAwait(false);
            return await OpenAsync(dc, route, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await dialed.CloseAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw exception switch
            {
                TransportException known => new TransportException($"{route}: {known.Message}", known.Code, known),
                OperationCanceledException => new TransportException(
                    $"{route}: no server proved itself within {options.ConnectTimeout.TotalSeconds:0.###} s (Telegram:Connection:ConnectTimeout)", inner: exception),
                IOException or ObjectDisposedException or ProtocolException or TlFormatException =>
                    new TransportException($"{route}: what answers there is no MTProto server: {exception.Message.TrimEnd('.')}", inner: exception),
                _ => exception,
            };
        }
    }

    private Exception Combine(int dc, DcRoute[] routes, IReadOnlyList<Exception> faults)
    {
        if (faults.All(fault => fault is HandshakeException))
            return faults[0];
        var code = faults.OfType<TransportException>().FirstOrDefault(fault => fault.Code is not null)?.Code;
        var first = faults.FirstOrDefault(fault => fault is TransportException) ?? faults[0];
        return new TransportException(
            $"None of {routes.Length} ways to data centre {dc} worked; the first failed so: {first.Message.TrimEnd('.')}. Check this machine's network and firewall and Telegram:Connection:Transports{Further}. {Advice}",
            code, new AggregateException(faults));
    }

    // Only where it could help.
    private string Further => fallback is null && !options.Fallback.Enabled && string.IsNullOrWhiteSpace(options.Endpoint)
        ? "; where Telegram is blocked, set Telegram:Proxy:Url or Telegram:Connection:Fallback:Enabled"
        : "";
}
