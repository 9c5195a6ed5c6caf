using System.Globalization;

namespace TelegramHost.Client.Peers;

/// <summary>Names a peer in any of the ways in which bot authors do.</summary>
/// <remarks>
/// Converts from <c>"@name"</c>, <c>"me"</c>, <c>"t.me/name"</c>, a phone number with <c>+</c>, a number in the style of the Bot API as text or <see cref="long"/>,
/// a <see cref="PeerId"/>, a TL input peer, and from the model's users and chats.
/// </remarks>
public readonly record struct PeerReference
{
    /// <summary>The account that is logged in.</summary>
    public static PeerReference Me { get; } = FromInputPeer(new Schema.InputPeerSelf());

    internal PeerId? Id { get; private init; }

    internal string? Username { get; private init; }

    /// <summary>Digits alone.</summary>
    internal string? Phone { get; private init; }

    internal Schema.InputPeerBase? Input { get; private init; }

    /// <summary>Reads <c>"@name"</c>, <c>"name"</c>, <c>"me"</c>, <c>"https://t.me/name"</c>, <c>"+123456789012"</c> or a number in the style of the Bot API.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static PeerReference FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.Trim();
        if (name is "me" or "self")
            return Me;
        if (name.StartsWith('+') && PhoneNumber.TryParse(name, out var digits))
            return new PeerReference { Phone = digits };
        if (PeerId.TryParse(name, CultureInfo.InvariantCulture, out var id))
            return FromPeerId(id);
        foreach (var prefix in (ReadOnlySpan<string>)["https://", "http://", "www.", "t.me/", "telegram.me/", "@"])
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                name = name[prefix.Length..];
        }

        return IsUsername(name)
            ? new PeerReference { Username = name }
            : throw new FormatException(
                $"\"{text}\" names no peer; expected \"@name\", \"me\", \"t.me/name\", \"+123456789012\" or a number such as 777000 or -1001234567890.");
    }

    /// <summary>Reads a number in the style of the Bot API: users positive, groups negative, channels with -100 in front.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is in none of the three ranges.</exception>
    public static PeerReference FromInt64(long botApiId) => FromPeerId(PeerId.FromBotApi(botApiId));

    /// <summary>Names a peer by kind and id.</summary>
    public static PeerReference FromPeerId(PeerId id) => new() { Id = id };

    /// <summary>Names a peer as TL does, with the hash that it carries.</summary>
    public static PeerReference FromInputPeer(Schema.InputPeerBase input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new PeerReference { Input = input };
    }

    /// <summary>Reads a text: see <see cref="FromString"/>.</summary>
    public static implicit operator PeerReference(string text) => FromString(text);

    /// <summary>Reads a number: see <see cref="FromInt64"/>.</summary>
    public static implicit operator PeerReference(long botApiId) => FromInt64(botApiId);

    /// <summary>Names a peer by kind and id.</summary>
    public static implicit operator PeerReference(PeerId id) => FromPeerId(id);

    /// <summary>Names a peer as TL does.</summary>
    public static implicit operator PeerReference(Schema.InputPeerBase input) => FromInputPeer(input);

    /// <summary>What was named, for messages.</summary>
    public override string ToString() => (Id, Username ?? Phone, Input) switch
    {
        ({ } id, _, _) => id.ToString(),
        (_, { } name, _) => (Phone is null ? "@" : "+") + name,
        (_, _, Schema.InputPeerSelf) => "me",
        (_, _, { } input) => PeerIds.Of(input, 0)?.ToString() ?? input.GetType().Name,
        _ => "(nobody)",
    };

    private static bool IsUsername(string name)
    {
        if (name.Length is < 3 or > 64 || !char.IsAsciiLetter(name[0]))
            return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
                return false;
        }

        return true;
    }
}
