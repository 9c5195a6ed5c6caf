using TelegramHost.Client;

namespace TelegramHost.Sessions.Sqlite;

/// <summary>Chooses the SQLite store.</summary>
public static class SqliteSessionStoreExtensions
{
    /// <summary>The name of the store in <c>Telegram:Session:Store</c>.</summary>
    public const string Name = "Sqlite";

    /// <summary>Keeps the client's session in the SQLite file at <c>Telegram:Session:Path</c>.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="path">Another file than the settings name.</param>
    public static TBuilder UseSqliteSessionStore<TBuilder>(this TBuilder builder, string? path = null)
        where TBuilder : IClientOptionsBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConfigureClient(options => options.Session.UseSqlite(path));
        return builder;
    }

    /// <summary>Keeps the session in a SQLite file; for a client without a host.</summary>
    /// <param name="session">The client's settings.</param>
    /// <param name="path">Another file than <see cref="SessionOptions.Path"/>.</param>
    public static void UseSqlite(this SessionOptions session, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (path is not null)
            session.Path = path;
        session.UseStore(Name, context => new SqliteSessionStore(context.Session.Path, context.TimeProvider));
    }
}
