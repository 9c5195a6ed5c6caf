using TelegramHost.Client;
using TelegramHost.MtProto;

namespace TelegramHost.EndToEnd.Tests.Faults;

/// <summary>One row of the matrix.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Strike">Makes it happen, while calls are under way; ends when it is over.</param>
/// <param name="HasStruck">Whether it really happened, asked in the end.</param>
internal sealed record FaultCase(string Name, Func<FaultRig, Task> Strike, Func<FaultRig, bool> HasStruck)
{
    /// <summary>How packets are framed.</summary>
    public TransportKind Transport { get; init; } = TransportKind.Intermediate;

    /// <summary>Whether there is a second data centre.</summary>
    public bool HasOtherDataCenter { get; init; }

    /// <summary>Whether parts of a file that lies in the second data centre are read, and not messages.</summary>
    public bool ReadsFiles { get; init; }

    /// <summary>Whether the way leads through an MTProxy.</summary>
    public bool IsProxied { get; init; }

    /// <summary>Whether calls go over temporary keys.</summary>
    public bool HasTemporaryKeys { get; init; }

    /// <summary>How many records of calls the emulator keeps.</summary>
    public int JournalCapacity { get; init; } = 100_000;

    /// <summary>How often it strikes.</summary>
    public int Strikes { get; init; } = 3;

    /// <summary>By how much the client's wall clock is ahead from the start.</summary>
    public TimeSpan ClientSkew { get; init; }

    /// <summary>Which documented exceptions a call may end with that would do no harm if it were sent twice. Mostly none.</summary>
    public Func<Exception, bool> MayEndWith { get; init; } = static _ => false;

    /// <summary>Whether a call may end like this. What must not be done twice ends with "nobody knows", if nobody knows.</summary>
    public bool Allows(Exception exception, bool isRepeatable) =>
        MayEndWith(exception) || (!isRepeatable && exception is RequestOutcomeUnknownException or RequestTimeoutException);
}
