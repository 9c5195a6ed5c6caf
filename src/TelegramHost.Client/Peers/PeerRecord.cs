namespace TelegramHost.Client.Peers;

/// <summary>What is kept of a user or chat: enough to address it and to show it.</summary>
/// <remarks>No TL object inside: those would keep whole updates in memory.</remarks>
internal sealed record PeerRecord
{
    public required PeerId Id { get; init; }

    /// <summary>The hash that this account needs to address the peer; null if it was only met in a short form.</summary>
    public long? AccessHash { get; init; }

    /// <summary>Whether only a short (min) form was met: its fields may be incomplete and its hash is of no use.</summary>
    public bool IsMin { get; init; }

    /// <summary>A user's first name or a chat's title.</summary>
    public string Name { get; init; } = "";

    public string? LastName { get; init; }

    /// <summary>The first active user name, without <c>@</c>.</summary>
    public string? Username { get; init; }

    /// <summary>All active user names, the first included.</summary>
    public IReadOnlyList<string> Usernames { get; init; } = [];

    public string? Phone { get; init; }

    public string? LanguageCode { get; init; }

    public PeerTraits Traits { get; init; }

    /// <summary>Whether another record says nothing else.</summary>
    public bool SaysTheSameAs(PeerRecord other) =>
        ReferenceEquals(this, other) || (this == other with { Usernames = Usernames } && Usernames.SequenceEqual(other.Usernames, StringComparer.Ordinal));

    public bool Is(PeerTraits trait) => (Traits & trait) != 0;
}
