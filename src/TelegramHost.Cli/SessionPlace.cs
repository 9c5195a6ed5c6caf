using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Sessions.Encryption;
using TelegramHost.Sessions.Sqlite;

namespace TelegramHost.Cli;

/// <summary>A session in a store, which nobody else uses while a command does.</summary>
internal sealed class SessionPlace : IAsyncDisposable
{
    private readonly ISessionLease _stored;
    private readonly ISessionLease _lease;

    private SessionPlace(string name, ISessionLease stored, ISessionLease lease) => (Name, _stored, _lease) = (name, stored, lease);

    /// <summary>The full path of its file, or where its database is.</summary>
    public string Name { get; }

    /// <summary>Takes a session.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="SessionStoreException">Somebody else has it, or it can't be used.</exception>
    public static Task<SessionPlace> OpenAsync(SessionOptions session, CancellationToken cancellationToken)
    {
        // The store would make it.
        if (IsFile(session) && !File.Exists(PathOf(session)))
            throw new IOException($"There is no session file {PathOf(session)}: name another one with --session, or make one with telegramhost login.");
        return TakeAsync(session, cancellationToken);
    }

    /// <summary>Takes the place of a session that is not there yet.</summary>
    /// <exception cref="IOException">There is one, or what a former one has left.</exception>
    /// <exception cref="SessionStoreException">Somebody else has it, or it can't be used.</exception>
    public static async Task<SessionPlace> CreateAsync(SessionOptions session, CancellationToken cancellationToken)
    {
        RequireNoFile(session);
        var place = await TakeAsync(session, cancellationToken).ConfigureAwait(false);
        try
        {
            if (await place._stored.ReadAsync(cancellationToken).ConfigureAwait(false) is not null
                || (await place.ReadMarksAsync(cancellationToken).ConfigureAwait(false)).Count > 0)
            {
                throw new IOException($"There is a session \"{session.Key}\" in {place.Name} already, and it is left as it is: name another one with --name.");
            }

            return place;
        }
        catch
        {
            await place.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes sure that no session file is there, nor the state of a former one, which would be taken for that of a new login.</summary>
    /// <exception cref="IOException">There is one.</exception>
    public static void RequireNoFile(SessionOptions session)
    {
        if (!SessionStoreNames.Is(session.Store, SessionStoreKind.File))
            return;
        foreach (var file in new[] { PathOf(session), PathOf(session) + ".state" })
        {
            if (File.Exists(file))
                throw new IOException($"There is a file {file} already, and it is left as it is: name another one with --session.");
        }
    }

    /// <summary>Whether nothing is left of a session when the process ends.</summary>
    public static bool IsNowhere(SessionOptions session) =>
        SessionStoreNames.Is(session.Store, SessionStoreKind.Memory) || SessionStoreNames.Is(session.Store, SessionStoreKind.String);

    /// <summary>What people call the place of a session.</summary>
    public static string NameOf(SessionOptions session) => IsFile(session) ? PathOf(session) : SettingNames.AsOptions(StoreOf(session).Description);

    /// <summary>Reads the login. A secret: clear it after use.</summary>
    public async Task<byte[]> ReadLoginAsync(CancellationToken cancellationToken) =>
        (await _lease.ReadAsync(cancellationToken).ConfigureAwait(false) ?? throw new IOException($"There is no login in {Name}.")).Data.ToArray();

    /// <summary>Writes the login of a new session.</summary>
    public async Task WriteLoginAsync(StringSession session, CancellationToken cancellationToken)
    {
        var login = session.ToLogin();
        try
        {
            await _lease.WriteAsync(login, 0, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(login);
        }
    }

    /// <summary>Whether the login is encrypted.</summary>
    public async Task<bool> IsEncryptedAsync(CancellationToken cancellationToken) =>
        await _stored.ReadAsync(cancellationToken).ConfigureAwait(false) is { } stored && Envelope.IsOne(stored.Data.Span);

    /// <summary>Reads how far updates were handled.</summary>
    public async Task<IReadOnlyList<UpdateMark>> ReadMarksAsync(CancellationToken cancellationToken) =>
        await _lease.Updates.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>How many peers are stored; null where the store does not count them.</summary>
    public async Task<long?> CountPeersAsync(CancellationToken cancellationToken) =>
        await _stored.Peers.CountAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>How many updates whose handlers failed are stored; null where the store keeps none. They stay encrypted, if they are.</summary>
    public async Task<int?> CountQuarantineAsync(CancellationToken cancellationToken) =>
        _stored.Quarantine is { } quarantine ? (await quarantine.ReadAsync(cancellationToken).ConfigureAwait(false)).Count : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lease.DisposeAsync();

    private static async Task<SessionPlace> TakeAsync(SessionOptions session, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        var keys = EncryptionKeys.Read(session.Encryption, "Telegram:Session:Encryption", faults);
        if (faults.Count > 0)
            throw new FormatException(string.Join(" ", faults));
        var (store, key) = (StoreOf(session), session.Key ?? SessionKey.Default);
        var stored = await store.AcquireAsync(key, cancellationToken).ConfigureAwait(false);
        return new SessionPlace(NameOf(session), stored, keys is null ? stored : new EncryptedSessionLease(stored, keys, key, store.Description));
    }

    private static ISessionStore StoreOf(SessionOptions session) =>
        SessionStoreNames.Create(new SessionStoreContext(session, NullLoggerFactory.Instance, TimeProvider.System));

    private static bool IsFile(SessionOptions session) =>
        SessionStoreNames.Is(session.Store, SessionStoreKind.File) || SessionStoreNames.Is(session.Store, SqliteSessionStoreExtensions.Name);

    private static string PathOf(SessionOptions session) =>
        StoreOf(session) is FileSessionStore store ? store.PathOf(session.Key ?? SessionKey.Default) : Path.GetFullPath(session.Path);
}
