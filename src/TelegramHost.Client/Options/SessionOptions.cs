using TelegramHost.Client.Sessions;

namespace TelegramHost.Client;

/// <summary>Where the login is kept between two starts. Section <c>Telegram:Session</c>.</summary>
public sealed class SessionOptions
{
    private readonly Dictionary<string, Func<SessionStoreContext, ISessionStore>> _stores = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of the store: <c>File</c> (the default), <c>Memory</c>, or one that the application has added. Case does not matter.</summary>
    /// <remarks>Names are added by <see cref="AddStore"/>, which the packages of stores call.</remarks>
    public string Store { get; set; } = SessionStoreKind.File;

    /// <summary>The session file, absolute or relative to the working directory. Default: <c>telegram.session</c>.</summary>
    /// <remarks>
    /// Whoever can read this file can act as the account. It is created with access for its owner alone.
    /// <c>{key}</c> in it stands for <see cref="Key"/>.
    /// </remarks>
    public string Path { get; set; } = "telegram.session";

    /// <summary>Where a database that keeps sessions is found, in the form that the store takes. A secret if it holds a password.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The name of the session within a store that keeps several. Default: the client's name, or <c>default</c> if it has none.</summary>
    /// <remarks>1 to 100 characters.</remarks>
    public string? Key { get; set; }

    /// <summary>What to do while somebody else holds the session. Default: <see cref="WhenLocked.Fail"/>.</summary>
    public WhenLocked WhenLocked { get; set; } = WhenLocked.Fail;

    /// <summary>The names that were added.</summary>
    internal IEnumerable<string> StoreNames => _stores.Keys;

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
