using TelegramHost.Client.Sessions;

namespace TelegramHost.Client;

/// <summary>Where the login is kept between two starts. Section <c>Telegram:Session</c>.</summary>
public sealed class SessionOptions
{
    private readonly Dictionary<string, Func<SessionStoreContext, ISessionStore>> _stores = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of the store: <c>File</c> (the default), <c>Memory</c>, <c>String</c>, or one that the application has added. Case does not matter.</summary>
    /// <remarks>Names are added by <see cref="AddStore"/>, which the packages of stores call.</remarks>
    public string Store { get; set; } = SessionStoreKind.File;

    /// <summary>The session file, absolute or relative to the working directory. Default: <c>telegram.session</c>.</summary>
    /// <remarks>
    /// Whoever can read this file can act as the account. It is created with access for its owner alone.
    /// <c>{key}</c> in it stands for <see cref="Key"/>.
    /// </remarks>
    public string Path { get; set; } = "telegram.session";

    /// <summary>The login of store <c>String</c>, in the layout of this library, Telethon, gramjs, Pyrogram or mtcute. A secret.</summary>
    /// <remarks>Without it the client logs in anew, and the new string is told: see <see cref="OnStringChanged"/>.</remarks>
    public string? String { get; set; }

    /// <summary>Whether the log shows a string that nobody else is told. Default: false, since whoever reads the log could act as the account.</summary>
    public bool LogString { get; set; }

    /// <summary>Where a database that keeps sessions is found, in the form that the store takes. A secret if it holds a password.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The name of the session within a store that keeps several. Default: the client's name, or <c>default</c> if it has none.</summary>
    /// <remarks>1 to 100 characters.</remarks>
    public string? Key { get; set; }

    /// <summary>What to do while somebody else holds the session. Default: <see cref="WhenLocked.Fail"/>.</summary>
    public WhenLocked WhenLocked { get; set; } = WhenLocked.Fail;

    /// <summary>How the session is encrypted where it is kept.</summary>
    public SessionEncryptionOptions Encryption { get; set; } = new();

    /// <summary>Who is told that the login of store <c>String</c> has become another one.</summary>
    internal Action<StringSession>? StringChanged { get; private set; }

    /// <summary>The names that were added.</summary>
    internal IEnumerable<string> StoreNames => _stores.Keys;

    /// <summary>Names who is told when the login of store <c>String</c> has become another one: after the first login, or another account's.</summary>
    /// <param name="changed">It is called while the login is stored, and MUST return soon and MUST NOT use the client.</param>
    public void OnStringChanged(Action<StringSession> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        StringChanged += changed;
    }

    /// <summary>Makes a store known by a name, so that <see cref="Store"/> may name it.</summary>
    /// <param name="name">The name; one that was added before is replaced.</param>
    /// <param name="create">Makes the store, or answers one that serves other clients, too. Called once for each client that uses it.</param>
    public void AddStore(string name, Func<SessionStoreContext, ISessionStore> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        _stores[name] = create;
    }

    /// <summary>Makes a store known by a name, and uses it.</summary>
    /// <param name="name">The name; one that was added before is replaced.</param>
    /// <param name="create">Makes the store, or answers one that serves other clients, too. Called once for each client that uses it.</param>
    public void UseStore(string name, Func<SessionStoreContext, ISessionStore> create)
    {
        AddStore(name, create);
        Store = name;
    }

    /// <summary>Who makes the store of a name, if it was added.</summary>
    internal Func<SessionStoreContext, ISessionStore>? FindStore(string name) => _stores.GetValueOrDefault(name);
}
