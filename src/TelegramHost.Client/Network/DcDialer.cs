using Microsoft.Extensions.Logging;
using TelegramHost.MtProto;
using TelegramHost.Tl;

namespace TelegramHost.Client.Network;

/// <summary>Finds the way to a data centre: chooses among its addresses and transports, connects, and frames the stream.</summary>
/// <remarks>
/// Everything between "this data centre" and a connection that takes packets is here; what is said on it is the caller's. Where there are
/// several ways they race, and only a server that proved itself can win; where there is one it is taken as it is.
/// </remarks>
internal sealed class DcDialer(
    ConnectionOptions options, IConnector connector, DcDirectory directory, ServerProof proof, TimeProvider time, ILogger logger)
{
    private readonly DcRoutes _routes = new(options, directory);
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Dc, bool Media), DcRoute> _lastWinners = [];

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
        var isRace = options.ProbeDelay != Timeout.InfiniteTimeSpan;
        var routes = _routes.Of(dc, media, first: isRace ? attempt * DcRoutes.MaxAtOnce : attempt);
        if (routes.Count == 1 || !isRace)
            return await OpenAsync(dc, routes[0], cancellationToken).ConfigureAwait(false);
        routes = LastWinnerFirst(dc, media, routes);
        var race = new DialRace<Proven>(options.ProbeDelay, time);
        var (winner, faults) = await race.RunAsync(
            [.. routes.Select(route => (Func<CancellationToken, Task<Proven>>)(token => ProveAsync(dc, route, token)))],
            late => late.Dialed.CloseAsync(),
            cancellationToken).ConfigureAwait(false);
        if (winner is null)
            throw Combine(dc, routes, faults);
        lock (_gate)
            _lastWinners[(dc, media)] = winner.Route;
        return winner.Dialed;
    }

    private IReadOnlyList<DcRoute> LastWinnerFirst(int dc, bool media, IReadOnlyList<DcRoute> routes)
    {
        lock (_gate)
        {
            return _lastWinners.TryGetValue((dc, media), out var best) && routes.Contains(best)
                ? [best, .. routes.Where(route => route != best)]
                : routes;
        }
    }

    private async Task<DialedConnection> OpenAsync(int dc, DcRoute route, CancellationToken cancellationToken)
    {
        NetworkLog.Connecting(logger, dc, route.ToString());
        var stream = await connector.ConnectAsync(route.Endpoint, cancellationToken).ConfigureAwait(false);
        return new DialedConnection(new FramedConnection(stream, route.CreateFraming()), route.Endpoint);
    }

    /// <summary>One way, up to the server's proof.</summary>
    private async Task<Proven> ProveAsync(int dc, DcRoute route, CancellationToken cancellationToken)
    {
        var dialed = await OpenAsync(dc, route, cancellationToken).ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var spent = await proof.DemandAsync(dialed.Connection, dc, either.Token).ConfigureAwait(false);
            return new Proven(route, dialed with { ProofSession = spent });
        }
        catch (TransportException exception) when (exception.Code == TransportErrors.AuthKeyNotFound)
        {
            // A server has spoken. What it means that it does not know the key is for the session to find out, on a fresh connection.
            await dialed.CloseAsync().ConfigureAwait(false);
            return new Proven(route, await OpenAsync(dc, route, cancellationToken).ConfigureAwait(false));
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

    private static Exception Combine(int dc, IReadOnlyList<DcRoute> routes, IReadOnlyList<Exception> faults)
    {
        if (faults.All(fault => fault is HandshakeException))
            return faults[0];
        var code = faults.OfType<TransportException>().FirstOrDefault(fault => fault.Code is not null)?.Code;
        var first = faults.FirstOrDefault(fault => fault is TransportException) ?? faults[0];
        return new TransportException(
            $"None of {routes.Count} ways to data centre {dc} worked; the first failed so: {first.Message.TrimEnd('.')}. Check this machine's network and firewall, Telegram:Connection:Endpoint and Telegram:Connection:Transports.",
            code, new AggregateException(faults));
    }

    /// <summary>A way whose server proved itself.</summary>
    private sealed record Proven(DcRoute Route, DialedConnection Dialed);
}
