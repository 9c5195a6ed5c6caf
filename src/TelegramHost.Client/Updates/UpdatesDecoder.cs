using System.Buffers.Binary;
using TelegramHost.Schema;
using TelegramHost.Tl;

namespace TelegramHost.Client.Updates;

/// <summary>Reads pushed <c>Updates</c> and differences; an update that can't be read costs itself, not what it came with.</summary>
internal static class UpdatesDecoder
{
    private static readonly VectorSalvage.ReadItem _update = static (ref TlReader r) => UpdateBase.Read(ref r);
    private static readonly VectorSalvage.ReadItem _message = static (ref TlReader r) => MessageBase.Read(ref r);
    private static readonly VectorSalvage.ReadItem _encrypted = static (ref TlReader r) => EncryptedMessageBase.Read(ref r);
    private static readonly VectorSalvage.ReadItem _user = static (ref TlReader r) => UserBase.Read(ref r);
    private static readonly VectorSalvage.ReadItem _chat = static (ref TlReader r) => ChatBase.Read(ref r);

    /// <summary>Reads pushed updates.</summary>
    /// <param name="data">The boxed object; it MUST NOT be changed afterwards, as what is read points into it.</param>
    /// <exception cref="TlFormatException">Not even the frame around its updates can be read.</exception>
    public static Decoded<UpdatesBase> Decode(byte[] data) => Decode(data, static (ref TlReader r) => UpdatesBase.Read(ref r), SalvageUpdates);

    /// <summary>Reads the answer to <c>updates.getDifference</c>; as <see cref="Decode(byte[])"/>.</summary>
    public static Decoded<UpdatesDifferenceBase> DecodeDifference(byte[] data) =>
        Decode(data, static (ref TlReader r) => UpdatesDifferenceBase.Read(ref r), SalvageDifference);

    /// <summary>Reads the answer to <c>updates.getChannelDifference</c>; as <see cref="Decode(byte[])"/>.</summary>
    public static Decoded<UpdatesChannelDifferenceBase> DecodeChannelDifference(byte[] data) =>
        Decode(data, static (ref TlReader r) => UpdatesChannelDifferenceBase.Read(ref r), SalvageChannelDifference);

    private delegate T Read<out T>(ref TlReader reader);

    private static Decoded<T> Decode<T>(byte[] data, Read<T> read, Func<byte[], Decoded<T>?> salvage)
    {
        var reader = TlReader.OverOwned(data);
        try
        {
            var value = read(ref reader);
            reader.ExpectEnd();
            return new Decoded<T>(value, []);
        }
        catch (TlFormatException) when (data.Length >= 12 && data.Length % 4 == 0 && salvage(data) is { } salvaged)
        {
            return salvaged;
        }
    }

    private static Decoded<UpdatesBase>? SalvageUpdates(byte[] data)
    {
        var constructor = TlReader.OverOwned(data).PeekConstructor();
        if (constructor == UpdateShort.Constructor)
            return SalvageShort(data);
        if (constructor is not (Schema.Updates.Constructor or UpdatesCombined.Constructor))
            return null;
        var isCombined = constructor == UpdatesCombined.Constructor;
        var (date, start, seq) = (0, 0, 0);
        var salvage = new VectorSalvage(data, [_update, _user, _chat], (ref TlReader r) =>
        {
            date = r.ReadInt32();
            start = isCombined ? r.ReadInt32() : 0;
            seq = r.ReadInt32();
        });
        if (!salvage.TryRead(4))
            return null;
        var (updates, users, chats) = (salvage.Items<UpdateBase>(0), salvage.Items<UserBase>(1), salvage.Items<ChatBase>(2));
        UpdatesBase value = isCombined
            ? new UpdatesCombined { Updates = updates, Users = users, Chats = chats, Date = date, SeqStart = start, Seq = seq }
            : new Schema.Updates { UpdatesValue = updates, Users = users, Chats = chats, Date = date, Seq = seq };
        return new Decoded<UpdatesBase>(value, salvage.Unreadable(0, 0));
    }

    // updateShort#78d4dec1 update:Update date:int: the update is all that is between.
    private static Decoded<UpdatesBase> SalvageShort(byte[] data) => new(
        new Schema.Updates { UpdatesValue = [], Users = [], Chats = [], Date = BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(^4..)), Seq = 0 },
        [data.AsMemory(4..^4)]);

    private static Decoded<UpdatesDifferenceBase>? SalvageDifference(byte[] data)
    {
        var constructor = TlReader.OverOwned(data).PeekConstructor();
        if (constructor is not (UpdatesDifference.Constructor or UpdatesDifferenceSlice.Constructor))
            return null;
        UpdatesState? state = null;
        var salvage = new VectorSalvage(
            data, [_message, _encrypted, _update, _chat, _user], (ref TlReader r) => state = UpdatesState.Read(ref r));
        if (!salvage.TryRead(4))
            return null;
        var (messages, encrypted, others) = (salvage.Items<MessageBase>(0), salvage.Items<EncryptedMessageBase>(1), salvage.Items<UpdateBase>(2));
        var (chats, users) = (salvage.Items<ChatBase>(3), salvage.Items<UserBase>(4));
        UpdatesDifferenceBase value = constructor == UpdatesDifference.Constructor
            ? new UpdatesDifference
            {
                NewMessages = messages, NewEncryptedMessages = encrypted, OtherUpdates = others, Chats = chats, Users = users, State = state!,
            }
            : new UpdatesDifferenceSlice
            {
                NewMessages = messages, NewEncryptedMessages = encrypted, OtherUpdates = others, Chats = chats, Users = users, IntermediateState = state!,
            };
        return new Decoded<UpdatesDifferenceBase>(value, salvage.Unreadable(0, 2));
    }

    private static Decoded<UpdatesChannelDifferenceBase>? SalvageChannelDifference(byte[] data)
    {
        var reader = TlReader.OverOwned(data);
        if (reader.ReadConstructor() != UpdatesChannelDifference.Constructor)
            return null;
        var flags = reader.ReadInt32();
        var pts = reader.ReadInt32();
        var timeout = (flags & 2) != 0 && reader.Remaining >= 4 ? reader.ReadInt32() : (int?)null;
        var salvage = new VectorSalvage(data, [_message, _update, _chat, _user], static (ref TlReader _) => { });
        if (!salvage.TryRead(reader.Position))
            return null;
        var value = new UpdatesChannelDifference
        {
            Final = (flags & 1) != 0,
            Pts = pts,
            Timeout = timeout,
            NewMessages = salvage.Items<MessageBase>(0),
            OtherUpdates = salvage.Items<UpdateBase>(1),
            Chats = salvage.Items<ChatBase>(2),
            Users = salvage.Items<UserBase>(3),
        };
        return new Decoded<UpdatesChannelDifferenceBase>(value, salvage.Unreadable(0, 1));
    }
}
