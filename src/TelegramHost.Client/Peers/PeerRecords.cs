using TelegramHost.Schema;

namespace TelegramHost.Client.Peers;

/// <summary>Reads <see cref="PeerRecord"/>s out of TL.</summary>
internal static class PeerRecords
{
    /// <summary>The record of a user, or null for an empty one.</summary>
    public static PeerRecord? Of(UserBase user)
    {
        if (user is not User u)
            return null;
        var names = Names(u.Username, u.Usernames);
        return new PeerRecord
        {
            Id = PeerId.User(u.Id),
            AccessHash = u.Min ? null : u.AccessHash,
            IsMin = u.Min,
            Name = u.FirstName ?? "",
            LastName = u.LastName,
            Username = names.Count > 0 ? names[0] : null,
            Usernames = names,
            Phone = u.Phone,
            LanguageCode = u.LangCode,
            Traits = (u.Self ? PeerTraits.Self : 0) | (u.Bot ? PeerTraits.Bot : 0)
                | (u.Premium ? PeerTraits.Premium : 0) | (u.Deleted ? PeerTraits.Deleted : 0),
        };
    }

    /// <summary>The record of a group or channel, or null for an empty one.</summary>
    public static PeerRecord? Of(ChatBase chat)
    {
        switch (chat)
        {
            case Chat c:
                return new PeerRecord { Id = PeerId.Chat(c.Id), Name = c.Title };
            case ChatForbidden c:
                return new PeerRecord { Id = PeerId.Chat(c.Id), Name = c.Title, Traits = PeerTraits.Forbidden };
            case Channel c:
                var names = Names(c.Username, c.Usernames);
                return new PeerRecord
                {
                    Id = PeerId.Channel(c.Id),
                    AccessHash = c.Min ? null : c.AccessHash,
                    IsMin = c.Min,
                    Name = c.Title,
                    Username = names.Count > 0 ? names[0] : null,
                    Usernames = names,
                    Traits = c.Broadcast ? PeerTraits.Broadcast : 0,
                };
            case ChannelForbidden c:
                return new PeerRecord
                {
                    Id = PeerId.Channel(c.Id),
                    AccessHash = c.AccessHash,
                    Name = c.Title,
                    Traits = PeerTraits.Forbidden | (c.Broadcast ? PeerTraits.Broadcast : 0),
                };
            default:
                return null;
        }
    }

    // A peer has either the one field or the list, where bought names stand beside the editable one.
    private static List<string> Names(string? single, Username[]? list)
    {
        var names = new List<string>();
        if (single is { Length: > 0 })
            names.Add(single);
        foreach (var name in list ?? [])
        {
            if (name.Active && !names.Contains(name.UsernameValue, StringComparer.OrdinalIgnoreCase))
                names.Add(name.UsernameValue);
        }

        return names;
    }
}
