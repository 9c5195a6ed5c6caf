using System.Collections.Immutable;

namespace TelegramHost.Client.Sessions;

/// <summary>Everything that outlives a process: keys, addresses, and who is logged in.</summary>
internal sealed record SessionSnapshot
{
    /// <summary>How many of <see cref="FutureAuthTokens"/> Telegram takes.</summary>
    public const int MaxFutureAuthTokens = 20;

    /// <summary>The account's own data centre.</summary>
    public required int HomeDc { get; init; }

    /// <summary>Whether the keys belong to Telegram's test servers.</summary>
    public bool TestServers { get; init; }

    /// <summary>What Telegram gave at logins and logouts, oldest first, so that the next login of those accounts needs no code. Secrets.</summary>
    /// <remarks>Source: https://core.telegram.org/api/auth#future-auth-tokens</remarks>
    public ImmutableArray<ImmutableArray<byte>> FutureAuthTokens { get; init; } = [];

    /// <summary>The layer that was spoken when this was written.</summary>
    public int Layer { get; init; }

    /// <summary>The account's id, once somebody is logged in.</summary>
    public long? AccountId { get; init; }

    /// <summary>Whether the account is a bot.</summary>
    public bool IsBot { get; init; }

    /// <summary>What is known of each data centre, by its number.</summary>
    public ImmutableSortedDictionary<int, DcRecord> Dcs { get; init; } = ImmutableSortedDictionary<int, DcRecord>.Empty;

    /// <summary>The marks that sessions of the first versions held; they move to the store of marks.</summary>
    public ImmutableArray<UpdateMark> FormerMarks { get; init; } = [];

    /// <summary>The same with one more of <see cref="FutureAuthTokens"/>, if there is one; the oldest go when there are too many.</summary>
    public SessionSnapshot With(byte[]? futureAuthToken) => futureAuthToken is not { Length: > 0 } token
        ? this
        : this with { FutureAuthTokens = [.. FutureAuthTokens.Where(known => !known.AsSpan().SequenceEqual(token)).TakeLast(MaxFutureAuthTokens - 1), [.. token]] };

    /// <summary>The record of data centre <paramref name="id"/>, an empty one if nothing is known.</summary>
    public DcRecord Dc(int id) => Dcs.TryGetValue(id, out var record) ? record : DcRecord.Empty;

    /// <summary>The same with another record of data centre <paramref name="id"/>.</summary>
    public SessionSnapshot With(int id, DcRecord record) => this with { Dcs = Dcs.SetItem(id, record) };
}
