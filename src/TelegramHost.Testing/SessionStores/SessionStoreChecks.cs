namespace TelegramHost.Testing.SessionStores;

/// <summary>What every session store has to do, one check for each demand; for any test framework.</summary>
/// <example>
/// With xunit: <c>[Theory, MemberData(nameof(Names))] public Task Store_passes(string check) => SessionStoreChecks.RunAsync(check, new MyHarness());</c>
/// </example>
public static class SessionStoreChecks
{
    private static readonly Dictionary<string, SessionStoreCheck> _checks =
        new[] { LeaseChecks.All, LoginChecks.All, UpdateStateChecks.All, PeerChecks.All, QuarantineChecks.All }.SelectMany(all => all).ToDictionary(check => check.Name);

    /// <summary>The names of all checks.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. _checks.Keys];

    /// <summary>Runs one check and disposes the harness.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="harness">A fresh harness.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True if the store passed; false if the check does not apply to it, as the harness says.</returns>
    /// <exception cref="SessionStoreCheckException">The store failed.</exception>
    /// <exception cref="ArgumentException">There is no such check.</exception>
    public static async Task<bool> RunAsync(string name, SessionStoreHarness harness, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(harness);
        if (!_checks.TryGetValue(name, out var check))
            throw new ArgumentException($"There is no check \"{name}\"; SessionStoreChecks.Names has them.", nameof(name));
        await using (harness.ConfigureAwait(false))
        {
            try
            {
                return await check.RunAsync(harness, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not (SessionStoreCheckException or OperationCanceledException))
            {
                throw new SessionStoreCheckException($"{name}: the store failed where it should not: {exception.Message}", exception);
            }
        }
    }
}
