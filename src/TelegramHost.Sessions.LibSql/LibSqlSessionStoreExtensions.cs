using TelegramHost.Client;

namespace TelegramHost.Sessions.LibSql;

/// <summary>Chooses the libSQL store.</summary>
public static class LibSqlSessionStoreExtensions
{
    /// <summary>The name of the store in <c>Telegram:Session:Store</c>.</summary>
    public const string Name = "LibSql";

    /// <summary>Keeps the client's session in the libSQL database that <c>Telegram:Session:ConnectionString</c> names.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="connectionString">Another database than the settings name.</param>
    public static TBuilder UseLibSqlSessionStore<TBuilder>(this TBuilder builder, string? connectionString = null)
        where TBuilder : IClientOptionsBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConfigureClient(options => options.Session.UseLibSql(connectionString));
        return builder;
    }

    /// <summary>Keeps the session in libSQL; for a client without a host.</summary>
    /// <param name="session">The client's settings.</param>
    /// <param name="connectionString">Another database than <see cref="SessionOptions.ConnectionString"/>.</param>
    public static void UseLibSql(this SessionOptions session, string? connectionString = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        session.ConnectionString = connectionString ?? session.ConnectionString;
        session.UseStore(Name, context => new LibSqlSessionStore(
            context.Session.ConnectionString
                ?? throw new SessionStoreException(SessionStoreFault.Unavailable,
                    "Telegram:Session:ConnectionString is missing: set it to the server, libsql://host?authToken=…, best as a user secret or an environment variable."),
            context.TimeProvider));
    }
}
