using TelegramHost.Client;

namespace TelegramHost.Sessions.Sql;

/// <summary>An open connection to a database. Calls never overlap.</summary>
internal interface ISqlDatabase : IAsyncDisposable
{
    /// <summary>Its dialect.</summary>
    SqlDialect Dialect { get; }

    /// <summary>Runs statements in one transaction, which is durable when this ends; all of them or none.</summary>
    /// <returns>The rows that each statement answers; values are <c>long</c>, <c>string</c>, <c>byte[]</c> or null.</returns>
    /// <remarks>A statement that breaks the NOT NULL of <see cref="SqlTables.Guard"/> is <see cref="SessionStoreFault.LeaseLost"/>.</remarks>
    /// <exception cref="SessionStoreException">Nothing was done; but with <see cref="SessionStoreFault.Unavailable"/> all of it may have been, if the answer was lost.</exception>
    ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> RunAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken);
}
