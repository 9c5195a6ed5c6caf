using TelegramHost.Client.Peers;

namespace TelegramHost.Client.Model;

/// <summary>What is known about a user or a bot.</summary>
/// <remarks>A value of its own: it keeps no reference to the update that it came with.</remarks>
public sealed record User
{
    /// <summary>The user's id.</summary>
    public required long Id { get; init; }

    /// <summary>The first name; empty for a deleted account or when only the id is known.</summary>
    public string FirstName { get; init; } = "";

    /// <summary>The last name, if there is one.</summary>
    public string? LastName { get; init; }

    /// <summary>The user name without <c>@</c>, if there is one.</summary>
    public string? Username { get; init; }

    /// <summary>The phone number, where this account may see it.</summary>
    public string? Phone { get; init; }

    /// <summary>The IETF language tag of the user's app, which only bots are told.</summary>
    public string? LanguageCode { get; init; }

    /// <summary>Whether this is a bot.</summary>
    public bool IsBot { get; init; }

    /// <summary>Whether this is the account that is logged in.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Whether the user has Telegram Premium.</summary>
    public bool IsPremium { get; init; }

    /// <summary>Whether the account was deleted.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The peer to which messages for this user go.</summary>
    public PeerId PeerId => PeerId.User(Id);

    /// <summary>Names this user where a peer is asked for.</summary>
    public static implicit operator PeerReference(User user) => user?.PeerId ?? throw new ArgumentNullException(nameof(user));

    /// <summary>Names this user where a peer is asked for.</summary>
    public PeerReference ToPeerReference() => PeerId;

    /// <summary>A name to show: first and last name, else the user name, else the id.</summary>
    public string DisplayName => (FirstName, LastName) switch
    {
        ({ Length: > 0 } first, { Length: > 0 } last) => $"{first} {last}",
        ({ Length: > 0 } first, _) => first,
        (_, { Length: > 0 } last) => last,
        _ => Username is { Length: > 0 } name ? "@" + name : PeerId.ToString(),
    };

    /// <summary>The display name.</summary>
    public override string ToString() => DisplayName;
}
