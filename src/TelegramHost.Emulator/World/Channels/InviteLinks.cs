namespace TelegramHost.Emulator;

/// <summary>Links by which people come into private channels.</summary>
/// <remarks>Source: https://core.telegram.org/api/invites</remarks>
internal sealed class InviteLinks(Random random, ChannelLife life, WorldClock clock)
{
    private const string Prefix = "https://t.me/+";

    private readonly Dictionary<string, (EmulatedChannel Channel, Schema.ChatInviteExported Link)> _links = [];

    /// <summary>A new link.</summary>
    public Schema.ChatInviteExported Export(Account actor, EmulatedChannel channel, string? title, int? expireDate, int? usageLimit)
    {
        ChannelRights.Require(channel, actor, rights => rights.InviteUsers);
        var bytes = new byte[12];
        random.NextBytes(bytes);
        var hash = Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
        var link = new Schema.ChatInviteExported
        {
            Link = Prefix + hash,
            AdminId = actor.Id,
            Date = clock.UnixTime,
            Title = title,
            ExpireDate = expireDate,
            UsageLimit = usageLimit,
            Permanent = expireDate is null && usageLimit is null && title is null,
        };
        _links.Add(hash, (channel, link));
        return link;
    }

    /// <summary>Where a link leads.</summary>
    /// <exception cref="WorldException">INVITE_HASH_EMPTY, INVITE_HASH_INVALID or INVITE_HASH_EXPIRED.</exception>
    public EmulatedChannel Resolve(string hash) => Find(hash).Channel;

    /// <summary>Comes in by a link.</summary>
    /// <returns>The newcomer's updates.</returns>
    public Schema.UpdateBase[] Use(Account newcomer, string hash, long sessionId)
    {
        var (channel, link) = Find(hash);
        var updates = life.Join(newcomer, channel, sessionId, link);
        link.Usage = (link.Usage ?? 0) + 1;
        return updates;
    }

    private (EmulatedChannel Channel, Schema.ChatInviteExported Link) Find(string hash)
    {
        if (hash.Length == 0)
            throw new WorldException(400, "INVITE_HASH_EMPTY");
        if (!_links.TryGetValue(hash, out var found))
            throw new WorldException(400, "INVITE_HASH_INVALID");
        if (found.Channel.IsDeleted || found.Link.ExpireDate <= clock.UnixTime || found.Link.Usage >= found.Link.UsageLimit)
            throw new WorldException(400, "INVITE_HASH_EXPIRED");
        return found;
    }
}
