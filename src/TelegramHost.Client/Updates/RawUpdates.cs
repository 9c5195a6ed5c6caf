using TelegramHost.Client.Peers;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Updates;

/// <summary>The TL behind an update, as bytes and back.</summary>
internal static class RawUpdates
{
    /// <summary>The bytes of an update's TL objects; none where it has none.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Write(Update update) => [.. update.Parts.Select(Write)];

    /// <summary>The TL objects of bytes.</summary>
    /// <exception cref="TlFormatException">They are of a schema that this version does not know.</exception>
    public static IReadOnlyList<UpdateBase> Read(IReadOnlyList<ReadOnlyMemory<byte>> bytes) => [.. bytes.Select(each => Read(each.ToArray()))];

    /// <summary>Who has to be known before the update gets its type.</summary>
    public static IEnumerable<PeerId> PeersOf(UpdateBase update)
    {
        var message = update switch
        {
            UpdateNewMessage u => u.Message,
            UpdateEditMessage u => u.Message,
            UpdateNewChannelMessage u => u.Message,
            UpdateEditChannelMessage u => u.Message,
            _ => null,
        };
        IEnumerable<PeerBase?> peers = (message, update) switch
        {
            (Message m, _) => [m.PeerId, m.FromId],
            (MessageService m, _) => [m.PeerId, m.FromId],
            (_, UpdateBotCallbackQuery u) => [u.Peer, new PeerUser { UserId = u.UserId }],
            (_, UpdateBotInlineQuery u) => [new PeerUser { UserId = u.UserId }],
            _ => [],
        };
        return peers.OfType<PeerBase>().Select(PeerIds.Of);
    }

    private static ReadOnlyMemory<byte> Write(UpdateBase update)
    {
        using var buffer = new TlBuffer();
        buffer.Append(update);
        return buffer.Written.ToArray();
    }

    private static UpdateBase Read(byte[] bytes)
    {
        var reader = TlReader.OverOwned(bytes);
        var update = UpdateBase.Read(ref reader);
        reader.ExpectEnd();
        return update;
    }
}
