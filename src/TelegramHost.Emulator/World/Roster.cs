using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TelegramHost.Emulator;

/// <summary>Everybody in the world, by id, name, phone and token, and the access hashes by which they know each other.</summary>
internal sealed class Roster(Random random, int dataCenter)
{
    private const long FirstUserId = 700_000_001;
    private const long FirstGroupId = 4_000_001;
    private const long FirstChannelId = 1_500_000_001;

    private readonly byte[] _hashKey = RandomBytes(random, 32);
    private readonly Dictionary<long, EmulatedUser> _users = [];
    private readonly Dictionary<long, EmulatedGroup> _groups = [];
    private readonly Dictionary<long, EmulatedChannel> _channels = [];
    private readonly Dictionary<string, EmulatedPeer> _byUsername = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, EmulatedUser> _byPhone = [];
    private long _lastUserId = FirstUserId - 1;
    private long _lastGroupId = FirstGroupId - 1;
    private long _lastChannelId = FirstChannelId - 1;

    public IReadOnlyCollection<EmulatedUser> Users => _users.Values;

    public IReadOnlyCollection<EmulatedGroup> Groups => _groups.Values;

    public IReadOnlyCollection<EmulatedChannel> Channels => _channels.Values;

    /// <summary>Adds a person.</summary>
    /// <exception cref="ArgumentException">The phone number or the username is taken.</exception>
    public EmulatedUser AddUser(string firstName, string? lastName, string? phone, string? username)
    {
        var digits = phone is null ? null : DigitsOf(phone);
        if (digits is not null && _byPhone.TryGetValue(digits, out var holder))
            throw new ArgumentException($"The phone number {phone} already belongs to {holder}.", nameof(phone));
        var user = new EmulatedUser(++_lastUserId, firstName) { LastName = lastName, Phone = digits, DataCenter = dataCenter };
        if (username is not null)
            Name(user, username);
        _users.Add(user.Id, user);
        if (digits is not null)
            _byPhone.Add(digits, user);
        return user;
    }

    /// <summary>Adds a bot; its id is the number in front of the token's colon, as at Telegram.</summary>
    /// <exception cref="ArgumentException">The token has no id, or the id or the username is taken.</exception>
    public EmulatedBot AddBot(string token, string username, string firstName)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !long.TryParse(token.AsSpan(0, colon), out var id) || id <= 0 || colon == token.Length - 1)
            throw new ArgumentException("A bot token has the shape 123456:secret, with the bot's id in front of the colon.", nameof(token));
        if (_users.TryGetValue(id, out var holder))
            throw new ArgumentException($"The id {id} of the bot token already belongs to {holder}.", nameof(token));
        var bot = new EmulatedBot(id, token, firstName) { DataCenter = dataCenter };
        Name(bot, username);
        _users.Add(id, bot);
        return bot;
    }

    public EmulatedGroup AddGroup(string title, Account creator, int date)
    {
        var group = new EmulatedGroup(++_lastGroupId, title, creator, date);
        _groups.Add(group.Id, group);
        return group;
    }

    public EmulatedChannel AddChannel(string title, string about, bool isBroadcast, Account creator, int date)
    {
        var channel = new EmulatedChannel(++_lastChannelId, title, about, isBroadcast, creator, date);
        _channels.Add(channel.Id, channel);
        return channel;
    }

    public EmulatedUser? FindUser(long id) => _users.GetValueOrDefault(id);

    public EmulatedGroup? FindGroup(long id) => _groups.GetValueOrDefault(id);

    public EmulatedChannel? FindChannel(long id) => _channels.GetValueOrDefault(id);

    public EmulatedPeer? FindUsername(string username) => _byUsername.GetValueOrDefault(username.TrimStart('@'));

    public EmulatedUser? FindPhone(string phone) => _byPhone.GetValueOrDefault(DigitsOf(phone));

    public EmulatedBot? FindToken(string token) => _users.Values.OfType<EmulatedBot>().FirstOrDefault(bot => bot.Token == token);

    /// <summary>Gives a user a username, or takes it away.</summary>
    /// <exception cref="ArgumentException">Somebody else has it.</exception>
    public void Name(EmulatedUser user, string? username) => user.Username = Register(user, user.Username, username);

    /// <summary>Gives a channel a username, which makes it public, or takes it away.</summary>
    /// <exception cref="ArgumentException">Somebody else has it.</exception>
    public void Name(EmulatedChannel channel, string? username) => channel.Username = Register(channel, channel.Username, username);

    /// <summary>The hash by which one account may address a user or a channel; each account has its own.</summary>
    public long AccessHash(Account viewer, EmulatedPeer target)
    {
        Span<byte> input = stackalloc byte[17];
        BinaryPrimitives.WriteInt64LittleEndian(input, viewer.Id);
        BinaryPrimitives.WriteInt64LittleEndian(input[8..], target.Id);
        input[16] = (byte)target.Key.Kind;
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_hashKey, input, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    /// <summary>A phone number without plus, spaces and brackets.</summary>
    public static string DigitsOf(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));

    private string? Register(EmulatedPeer peer, string? before, string? username)
    {
        var name = username?.TrimStart('@');
        if (name is not null && _byUsername.TryGetValue(name, out var owner) && owner != peer)
            throw new ArgumentException($"The username @{name} already belongs to {owner}.", nameof(username));
        if (before is not null)
            _byUsername.Remove(before);
        if (name is not null)
            _byUsername.Add(name, peer);
        return name;
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
