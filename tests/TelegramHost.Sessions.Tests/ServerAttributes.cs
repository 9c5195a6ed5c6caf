namespace TelegramHost.Sessions.Tests;

/// <summary>A theory that needs PostgreSQL, and is skipped with the reason without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips where the server is not installed.</summary>
    public PostgresTheoryAttribute() => Skip = PostgresServer.SkipReason;
}

/// <summary>A fact that needs PostgreSQL, and is skipped with the reason without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <summary>Skips where the server is not installed.</summary>
    public PostgresFactAttribute() => Skip = PostgresServer.SkipReason;
}

/// <summary>A theory that needs <c>sqld</c>, and is skipped with the reason without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqldTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips where the server is not installed.</summary>
    public SqldTheoryAttribute() => Skip = SqldServer.SkipReason;
}
