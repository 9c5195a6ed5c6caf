namespace TelegramHost.Client.Sessions;

/// <summary>Finds the store that a name means.</summary>
internal static class SessionStoreNames
{
    private static readonly string[] _builtIn = [SessionStoreKind.File, SessionStoreKind.Memory, SessionStoreKind.String];

    // What a package's name in the settings needs: without its call the package does not even get loaded.
    private static readonly (string Name, string Package, string Call)[] _packages =
    [
        ("Sqlite", "TelegramHost.Sessions.Sqlite", "UseSqliteSessionStore()"),
        ("LibSql", "TelegramHost.Sessions.LibSql", "UseLibSqlSessionStore()"),
        ("Postgres", "TelegramHost.Sessions.Postgres", "UsePostgresSessionStore()"),
    ];

    /// <summary>Makes the store that <paramref name="context"/>'s settings name; they were checked before.</summary>
    public static ISessionStore Create(SessionStoreContext context)
    {
        var session = context.Session;
        if (session.FindStore(session.Store) is { } create)
            return create(context);
        return Is(session.Store, SessionStoreKind.Memory) ? new MemorySessionStore()
            : Is(session.Store, SessionStoreKind.String) ? StringSessionStore.Create(context)
            : new FileSessionStore(session.Path);
    }

    /// <summary>What is wrong with the name of the store, or null.</summary>
    public static string? FindFault(SessionOptions session, string section)
    {
        if (session.FindStore(session.Store) is not null || _builtIn.Any(name => Is(session.Store, name)))
            return null;
        foreach (var (name, package, call) in _packages)
        {
            if (Is(session.Store, name))
                return $"{section}:Store is {name}, which this application has not added: reference the package {package} and call {call} behind AddTelegramClient(), or options.Session.Use{name}() without a host.";
        }

        var known = string.Join(", ", [.. _builtIn, .. session.StoreNames]);
        return $"{section}:Store is \"{session.Store}\", expected one of {known}. A store of your own gets its name by UseSessionStore(…) or options.Session.AddStore(…).";
    }

    /// <summary>Whether <paramref name="name"/> means the store <paramref name="expected"/>.</summary>
    public static bool Is(string name, string expected) => string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);
}
