using Microsoft.Extensions.Logging;

namespace TelegramHost.Client.Sessions;

/// <summary>Begins with the login in a string, keeps everything in memory, and tells when the login has become another one.</summary>
internal sealed class StringSessionStore : ISessionStore
{
    private readonly MemorySessionStore _memory = new();
    private readonly Action<StringSession>? _changed;
    private readonly bool _shows;
    private readonly ILogger _logger;
    private StringSession? _known;

    /// <summary>A store that begins with <paramref name="initial"/>, or with nothing.</summary>
    /// <param name="initial">The login, if there is one already.</param>
    /// <param name="changed">Is told the new login.</param>
    /// <param name="shows">Whether a login that nobody else is told goes to the log, key and all.</param>
    /// <param name="logger">Where to log.</param>
    public StringSessionStore(StringSession? initial, Action<StringSession>? changed, bool shows, ILogger logger)
    {
        (_known, _changed, _shows, _logger) = (initial, changed, shows, logger);
        Initial = initial?.ToLogin();
    }

    /// <inheritdoc/>
    public string Description => "the string session (Telegram:Session:String)";

    private byte[]? Initial { get; }

    /// <summary>The store that the settings describe; they were checked before.</summary>
    public static StringSessionStore Create(SessionStoreContext context) => new(
        string.IsNullOrWhiteSpace(context.Session.String) ? null : StringSession.Parse(context.Session.String),
        context.Session.StringChanged,
        context.Session.LogString,
        context.LoggerFactory.CreateLogger(typeof(StringSessionStore).FullName!));

    /// <inheritdoc/>
    public async ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken)
    {
        var lease = await _memory.AcquireAsync(key, cancellationToken).ConfigureAwait(false);
        if (Initial is not null && await lease.ReadAsync(cancellationToken).ConfigureAwait(false) is null)
            await lease.WriteAsync(Initial, 0, cancellationToken).ConfigureAwait(false);
        return new Lease(lease, this);
    }

    private void Tell(ReadOnlyMemory<byte> login)
    {
        StringSession now;
        try
        {
            now = StringSession.FromLogin(login.Span);
        }
        catch (Exception exception) when (exception is FormatException or SessionStoreException)
        {
            // Nobody is logged in yet, or any more.
            return;
        }

        // Until the account is known nobody is logged in, and the string would be of no use.
        if (now.AccountId is null || now.IsSameLoginAs(_known))
            return;
        _known = now;
        if (_changed is not null)
            _changed(now);
        else if (_shows)
            SessionsLog.StringSession(_logger, now.Export());
        else
            SessionsLog.StringSessionNotShown(_logger);
    }

    private sealed class Lease(ISessionLease lease, StringSessionStore store) : ISessionLease
    {
        public CancellationToken Lost => lease.Lost;

        public IUpdateStateStore Updates => lease.Updates;

        public IPeerStore Peers => lease.Peers;

        public IQuarantineStore? Quarantine => lease.Quarantine;

        public ValueTask<StoredSession?> ReadAsync(CancellationToken cancellationToken) => lease.ReadAsync(cancellationToken);

        public async ValueTask<long> WriteAsync(ReadOnlyMemory<byte> data, long expectedVersion, CancellationToken cancellationToken)
        {
            var version = await lease.WriteAsync(data, expectedVersion, cancellationToken).ConfigureAwait(false);
            store.Tell(data);
            return version;
        }

        public ValueTask DisposeAsync() => lease.DisposeAsync();
    }
}
