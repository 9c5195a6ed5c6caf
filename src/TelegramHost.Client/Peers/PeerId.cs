using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TelegramHost.Client.Peers;

/// <summary>A user, basic group or channel by kind and id; ids of different kinds may have the same number.</summary>
/// <param name="Kind">Which id space the number belongs to.</param>
/// <param name="Id">The id as TL carries it: always positive.</param>
/// <remarks>
/// Written and parsed as one number in the style of the Bot API: users as they are, basic groups negative,
/// channels negative below -1000000000000. Source: https://core.telegram.org/api/bots/ids
/// </remarks>
public readonly record struct PeerId(PeerKind Kind, long Id) : ISpanParsable<PeerId>
{
    private const long ChannelOffset = -1_000_000_000_000;
    private const long MaxUserId = 0xffffffffff;
    private const long MaxChatId = 999_999_999_999;
    private const long MaxChannelId = 997_852_516_352;

    /// <summary>The peer as one number in the style of the Bot API.</summary>
    public long BotApiId => Kind switch
    {
        PeerKind.User => Id,
        PeerKind.Chat => -Id,
        _ => ChannelOffset - Id,
    };

    /// <summary>A user, or the private chat with it.</summary>
    public static PeerId User(long id) => new(PeerKind.User, id);

    /// <summary>A basic group.</summary>
    public static PeerId Chat(long id) => new(PeerKind.Chat, id);

    /// <summary>A channel or supergroup.</summary>
    public static PeerId Channel(long id) => new(PeerKind.Channel, id);

    /// <summary>Reads a number in the style of the Bot API.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number lies in none of the three ranges.</exception>
    public static PeerId FromBotApi(long botApiId) => TryFromBotApi(botApiId, out var peer)
        ? peer
        : throw new ArgumentOutOfRangeException(nameof(botApiId), botApiId,
            "Not the id of a peer: expected 1…1099511627775 (user), -1…-999999999999 (basic group) or -1000000000001…-1997852516352 (channel).");

    /// <summary>Reads a number in the style of the Bot API, or answers false when it lies in none of the ranges.</summary>
    public static bool TryFromBotApi(long botApiId, out PeerId peer)
    {
        peer = botApiId switch
        {
            > 0 and <= MaxUserId => User(botApiId),
            < 0 and >= -MaxChatId => Chat(-botApiId),
            < ChannelOffset and >= ChannelOffset - MaxChannelId => Channel(ChannelOffset - botApiId),
            _ => default,
        };
        return peer.Id != 0;
    }

    /// <inheritdoc/>
    public static PeerId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => TryParse(s, provider, out var peer)
        ? peer
        : throw new FormatException($"\"{s}\" is not the id of a peer; expected a number such as 777000 or -1001234567890.");

    /// <inheritdoc/>
    public static PeerId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out PeerId result)
    {
        result = default;
        return long.TryParse(s, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && TryFromBotApi(number, out result);
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PeerId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>The number in the style of the Bot API.</summary>
    public override string ToString() => BotApiId.ToString(CultureInfo.InvariantCulture);
}
