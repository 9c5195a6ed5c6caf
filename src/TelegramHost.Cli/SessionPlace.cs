using System.Security.Cryptography;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Client.Sessions.Encryption;

namespace TelegramHost.Cli;

/// <summary>A session file that nobody else uses while a command does.</summary>
internal sealed class SessionFile : IAsyncDisposable
{
    private readonly FileSessionLease _file;
    private readonly ISessionLease _lease;

    private SessionFile(string path, FileSessionLease file, ISessionLease lease) => (Path, _file, _lease) = (path, file, lease);

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Takes a session file.</summary>
    /// <exception cref="IOException">There is none.</exception>
    /// <exception cref="SessionStoreException">Somebody else has it, or it can't be used.</exception>
    public static Task<SessionFile> OpenAsync(string path, string name, string? keyFile, CancellationToken cancellationToken) =>
        File.Exists(path)
            ? TakeAsync(path, name, keyFile, cancellationToken)
            : throw new IOException($"There is no session file {path}: name another one with --session, or make one with telegramhost login.");

    /// <summary>Takes the place of a session file that is not there yet.</summary>
    /// <exception cref="IOException">There is one, or what a former one has left.</exception>
    /// <exception cref="SessionStoreException">Somebody else has it, or it can't be used.</exception>
    public static Task<SessionFile> CreateAsync(string path, string name, string? keyFile, CancellationToken cancellationToken)
    {
        RequireNone(path);
        return TakeAsync(path, name, keyFile, cancellationToken);
    }

    /// <summary>Makes sure that no session is there, nor the state of a former one, which would be taken for that of a new login.</summary>
    /// <exception cref="IOException">There is one.</exception>
    public static void RequireNone(string path)
    {
        foreach (var file in new[] { path, path + ".state" })
        {
            if (File.Exists(file))
                throw new IOException($"There is a file {file} already, and it is left as it is: name another one with --session.");
        }
    }

    /// <summary>Reads the login. A secret: clear it after use.</summary>
    public async Task<byte[]> ReadLoginAsync(CancellationToken cancellationToken) =>
        (await _lease.ReadAsync(cancellationToken).ConfigureAwait(false) ?? throw new IOException($"There is no login in {Path}.")).Data.ToArray();

    /// <summary>Writes the login of a new file.</summary>
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
        await _file.ReadAsync(cancellationToken).ConfigureAwait(false) is { } stored && Envelope.IsOne(stored.Data.Span);

    /// <summary>Reads how far updates were handled.</summary>
    public async Task<IReadOnlyList<UpdateMark>> ReadMarksAsync(CancellationToken cancellationToken) =>
        await _lease.Updates.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>How many peers are stored.</summary>
    public async Task<int> CountPeersAsync(CancellationToken cancellationToken) => await _file.CountPeersAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lease.DisposeAsync();

    private static async Task<SessionFile> TakeAsync(string path, string name, string? keyFile, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        var keys = EncryptionKeys.Read(new SessionEncryptionOptions { KeyFile = keyFile }, "Telegram:Session:Encryption", faults);
        if (faults.Count > 0)
            throw new FormatException(string.Join(" ", faults));
        var store = new FileSessionStore(path);
        var file = (FileSessionLease)await store.AcquireAsync(name, cancellationToken).ConfigureAwait(false);
        return new SessionFile(path, file, keys is null ? file : new EncryptedSessionLease(file, keys, name, store.Description));
    }
}
