namespace TelegramHost.Client.Sessions;

/// <summary>What a store keeps of a user or chat: what it is found by, and the rest as bytes.</summary>
public sealed record StoredPeer
{
    /// <summary>Whose it is, as one number in the style of the Bot API: users positive, groups negative, channels below -1000000000000.</summary>
    /// <remarks>Source: https://core.telegram.org/api/bots/ids</remarks>
    public required long Id { get; init; }

    /// <summary>The hash that this account needs to address the peer; null if none is known. Worthless without the account's key.</summary>
    public long? AccessHash { get; init; }

    /// <summary>Whether only a short form of the peer was met; then <see cref="AccessHash"/> is null and there are no user names.</summary>
    /// <remarks>Source: https://core.telegram.org/api/min</remarks>
    public bool IsMin { get; init; }

    /// <summary>The texts by which the peer is looked up as <c>@name</c>, at most 64 characters each. They come in one form: a store MUST compare them character by character.</summary>
    public IReadOnlyList<string> Usernames { get; init; } = [];

    /// <summary>The text by which the peer is looked up as a phone number, at most 64 characters, or null. It comes in one form, too.</summary>
    public string? Phone { get; init; }

    /// <summary>The rest, usually less than a hundred bytes. A store MUST give it back as it was, and MUST copy it if it keeps it.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The id alone: the rest is nobody's business in a log.</summary>
    public override string ToString() => $"peer {Id}";

    /// <summary>What is to be kept of a peer that was known and is met again.</summary>
    /// <param name="known">What is stored, or null.</param>
    /// <param name="met">What was met now.</param>
    public static StoredPeer Merge(StoredPeer? known, StoredPeer met)
    {
        ArgumentNullException.ThrowIfNull(met);
        if (known is null)
            return met;
        if (met.IsMin && !known.IsMin)
            return known;
        // Some full forms leave the hash out; the one known before still holds.
        return met.AccessHash is null && known.AccessHash is not null ? met with { AccessHash = known.AccessHash } : met;
    }
}
