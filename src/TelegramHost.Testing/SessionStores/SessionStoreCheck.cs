using System.Runtime.CompilerServices;

namespace TelegramHost.Testing.SessionStores;

/// <summary>One demand on a store. It answers false where it does not apply.</summary>
internal sealed record SessionStoreCheck(string Name, Func<SessionStoreHarness, CancellationToken, Task<bool>> RunAsync)
{
    /// <summary>The check that a method makes, under the method's name.</summary>
    public static SessionStoreCheck Of(
        Func<SessionStoreHarness, CancellationToken, Task<bool>> run, [CallerArgumentExpression(nameof(run))] string name = "") => new(name, run);
}
