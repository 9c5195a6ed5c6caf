namespace TelegramHost.Emulator;

/// <summary>A person's or a bot's side of the world: its messages, its chat list, its counters, its log of updates.</summary>
internal sealed class Account(EmulatedUser user)
{
    /// <summary>The user that this account belongs to.</summary>
    public EmulatedUser User { get; } = user;

    /// <summary>The user id.</summary>
    public long Id => User.Id;

    /// <summary>Whether the user is a bot.</summary>
    public bool IsBot => User.IsBot;

    /// <summary>The messages of private chats and basic groups; their ids count up for each account on its own.</summary>
    public MessageBox Box { get; } = new();

    /// <summary>pts, qts and what happened at each step.</summary>
    public UpdateLog Log { get; } = new();

    /// <summary>Which message a client's random_id became, so that a repeated call does not send twice.</summary>
    public Dictionary<long, (PeerKey Peer, int Id)> MessageOfRandomId { get; } = [];

    /// <summary>When the account's place in a channel changed last, as unix time, by the channel's id: what a client that was away must learn.</summary>
    public Dictionary<long, int> ChannelChanges { get; } = [];

    /// <summary>When the account wrote last in a channel, as unix time, by the channel's id.</summary>
    public Dictionary<long, int> LastPosts { get; } = [];

    /// <summary>Ids of the people in the contact list.</summary>
    public HashSet<long> Contacts { get; } = [];

    /// <summary>Ids of those who may not write to this account.</summary>
    public HashSet<long> Blocked { get; } = [];

    /// <summary>Exports that were begun and not finished.</summary>
    public HashSet<long> Takeouts { get; } = [];

    /// <summary>Bots that act in this account's name; they name its partners as they know them.</summary>
    public HashSet<Account> BusinessBots { get; } = [];

    /// <summary>The second factor, or null.</summary>
    public CloudPassword? Password { get; set; }
}
