using System.Runtime.CompilerServices;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Testing.SessionStores;

/// <summary>Assertions that need no test framework.</summary>
internal static class Expect
{
    /// <summary>Fails the check with <paramref name="demand"/> unless <paramref name="holds"/>.</summary>
    public static void That(bool holds, string demand, [CallerMemberName] string check = "")
    {
        if (!holds)
            throw new SessionStoreCheckException($"{check}: {demand}.");
    }

    /// <summary>The bytes that are stored have to be these.</summary>
    public static async Task LoginAsync(ISessionLease lease, byte[] expected, CancellationToken cancellationToken, [CallerMemberName] string check = "")
    {
        var stored = await lease.ReadAsync(cancellationToken).ConfigureAwait(false);
        That(stored is { } session && session.Data.Span.SequenceEqual(expected), $"the stored login has to be the {expected.Length} bytes that were written", check);
    }

    /// <summary>The marks that are stored have to be these, in any order.</summary>
    public static async Task MarksAsync(ISessionLease lease, UpdateMark[] expected, CancellationToken cancellationToken, [CallerMemberName] string check = "")
    {
        var stored = await lease.Updates.ReadAsync(cancellationToken).ConfigureAwait(false);
        That(stored.Count == expected.Length && stored.ToHashSet().SetEquals(expected),
            $"the stored marks have to be [{string.Join(", ", expected.Take(10))}…], and are [{string.Join(", ", stored.Take(10))}…]", check);
    }

    /// <summary>A peer has to be this one in every field.</summary>
    public static void Peer(StoredPeer? stored, StoredPeer? expected, string how, [CallerMemberName] string check = "")
    {
        if (stored is null || expected is null)
        {
            That(stored is null && expected is null, $"{how} has to find {expected?.ToString() ?? "nothing"}, and found {stored?.ToString() ?? "nothing"}", check);
            return;
        }

        That(stored.Id == expected.Id, $"{how} has to find {expected}, and found {stored}", check);
        That(stored.AccessHash == expected.AccessHash, $"{how} has to find the access hash {expected.AccessHash}, and found {stored.AccessHash}", check);
        That(stored.IsMin == expected.IsMin, $"{how} has to find IsMin {expected.IsMin}", check);
        That(stored.Phone == expected.Phone, $"{how} has to find the phone number that was written", check);
        That(stored.Usernames.SequenceEqual(expected.Usernames, StringComparer.Ordinal), $"{how} has to find the user names that were written, in their order", check);
        That(stored.Data.Span.SequenceEqual(expected.Data.Span), $"{how} has to find the data that was written", check);
    }

    /// <summary>An action has to fail with a fault.</summary>
    public static async Task FaultAsync(SessionStoreFault fault, Func<Task> action, string what, [CallerMemberName] string check = "")
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (SessionStoreException exception)
        {
            That(exception.Fault == fault, $"{what} has to fail with {fault}, and failed with {exception.Fault}", check);
            That(exception.Message.Length > 0, $"{what} has to say what happened", check);
            return;
        }

        That(false, $"{what} has to fail with {fault}, and succeeded", check);
    }

    /// <summary>An action has to fail with an exception of a type.</summary>
    public static async Task ThrowsAsync<TException>(Func<Task> action, string what, [CallerMemberName] string check = "")
        where TException : Exception
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (TException)
        {
            return;
        }

        That(false, $"{what} has to fail with {typeof(TException).Name}, and succeeded", check);
    }
}
