using TelegramHost.Client.Updates;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using TelegramHost.Tl;
using Xunit.Abstractions;

namespace TelegramHost.Client.Tests.Updates;

public sealed class UpdatesDecoderTests(ITestOutputHelper output)
{
    private static readonly byte[] s_marker = [0xef, 0xbe, 0xad, 0xde];

    [Fact]
    public void Decode_OfReadableUpdates_FindsNothingUnreadable()
    {
        var decoded = UpdatesDecoder.Decode(Bytes(MachineFixture.Container([MachineFixture.Pts(1)], seq: 3)));

        Assert.Empty(decoded.Unreadable);
        Assert.Equal(3, Assert.IsType<Schema.Updates>(decoded.Value).Seq);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Decode_WithOneUnknownConstructor_KeepsTheOthersTheUsersAndTheSeq(int unknownAt)
    {
        var updates = Enumerable.Range(0, 3).Select(i => MachineFixture.Pts(10 + i)).ToArray();
        var container = MachineFixture.Container([.. updates], seq: 3, date: 99);
        container.Users = [MachineFixture.FullUser(5)];
        var data = Spoil(Bytes(container), Bytes(updates[unknownAt]));

        var decoded = UpdatesDecoder.Decode(data);

        var read = Assert.IsType<Schema.Updates>(decoded.Value);
        Assert.Equal(
            Enumerable.Range(0, 3).Where(i => i != unknownAt).Select(i => 10 + i),
            read.UpdatesValue.Select(update => ((UpdateDeleteMessages)update).Pts));
        Assert.Equal(Bytes(updates[unknownAt]).Length, Assert.Single(decoded.Unreadable).Length);
        Assert.Equal((3, 99, 5L), (read.Seq, read.Date, Assert.IsType<User>(Assert.Single(read.Users)).Id));
    }

    [Fact]
    public void Decode_OfAShortUpdateThatIsUnknown_KeepsItsBytesAndTheDate()
    {
        var typing = new UpdateUserStatus { UserId = 5, Status = new UserStatusRecently() };
        var data = Spoil(Bytes(new UpdateShort { Update = typing, Date = 99 }), Bytes(typing));

        var decoded = UpdatesDecoder.Decode(data);

        var read = Assert.IsType<Schema.Updates>(decoded.Value);
        Assert.Equal((0, 99), (read.UpdatesValue.Length, read.Date));
        Assert.Equal([.. s_marker, .. Bytes(typing)[4..]], Assert.Single(decoded.Unreadable).ToArray());
    }

    [Fact]
    public void Decode_WithTwoUnknownNeighbours_KeepsTheRest()
    {
        UpdateBase[] updates = [MachineFixture.Pts(10), MachineFixture.Pts(11), MachineFixture.Pts(12)];
        var data = Spoil(Spoil(Bytes(MachineFixture.Container(updates)), Bytes(updates[0])), Bytes(updates[1]));

        var decoded = UpdatesDecoder.Decode(data);

        Assert.Equal(12, Assert.IsType<UpdateDeleteMessages>(Assert.Single(Assert.IsType<Schema.Updates>(decoded.Value).UpdatesValue)).Pts);
    }

    [Fact]
    public void Decode_WithUnknownUpdatesApart_KeepsWhatIsBetweenThem()
    {
        UpdateBase[] updates = [MachineFixture.Pts(10), MachineFixture.Pts(11), MachineFixture.Pts(12)];
        var data = Spoil(Spoil(Bytes(MachineFixture.Container([.. updates])), Bytes(updates[0])), Bytes(updates[2]));

        var decoded = UpdatesDecoder.Decode(data);

        Assert.Equal(11, Assert.IsType<UpdateDeleteMessages>(Assert.Single(Assert.IsType<Schema.Updates>(decoded.Value).UpdatesValue)).Pts);
        Assert.Equal(2, decoded.Unreadable.Count);
    }

    [Fact]
    public void Decode_WithAnUnknownUser_KeepsTheUpdatesAndTheOtherUsers()
    {
        var container = MachineFixture.Container([MachineFixture.Pts(10)], seq: 3);
        container.Users = [MachineFixture.FullUser(5), MachineFixture.FullUser(6)];
        var data = Spoil(Bytes(container), Bytes(container.Users[0]));

        var decoded = UpdatesDecoder.Decode(data);

        var read = Assert.IsType<Schema.Updates>(decoded.Value);
        Assert.Equal((1, 6L, 3), (read.UpdatesValue.Length, Assert.IsType<User>(Assert.Single(read.Users)).Id, read.Seq));
        Assert.Empty(decoded.Unreadable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Difference_WithAnUnknownMessage_KeepsTheOthersAndTheState(bool isSlice)
    {
        var messages = Enumerable.Range(1, 3).Select(id => MachineFixture.TextMessage(id, 42, $"{id}")).ToArray();
        var state = MachineFixture.TlState(13, 2, 99, 4);
        UpdatesDifferenceBase difference = isSlice
            ? new UpdatesDifferenceSlice
            {
                NewMessages = [.. messages], NewEncryptedMessages = [], OtherUpdates = [MachineFixture.Pts(13)], Chats = [],
                Users = [MachineFixture.FullUser(42)], IntermediateState = state,
            }
            : new UpdatesDifference
            {
                NewMessages = [.. messages], NewEncryptedMessages = [], OtherUpdates = [MachineFixture.Pts(13)], Chats = [],
                Users = [MachineFixture.FullUser(42)], State = state,
            };
        var part = Bytes(messages[1]);

        var decoded = UpdatesDecoder.DecodeDifference(Spoil(Bytes(difference), part));

        Assert.IsType(difference.GetType(), decoded.Value);
        var (read, others, after) = decoded.Value is UpdatesDifferenceSlice slice
            ? (slice.NewMessages, slice.OtherUpdates, slice.IntermediateState)
            : ((UpdatesDifference)decoded.Value is var whole ? (whole.NewMessages, whole.OtherUpdates, whole.State) : default);
        Assert.Equal([1, 3], read.Select(message => ((Message)message).Id));
        Assert.Single(others);
        Assert.Equal((13, 2, 99, 4), (after.Pts, after.Qts, after.Date, after.Seq));
        Assert.Equal(part[4..], Assert.Single(decoded.Unreadable)[4..].ToArray());
    }

    [Fact]
    public void ChannelDifference_WithAnUnknownUpdate_KeepsTheRest()
    {
        UpdateBase[] others = [MachineFixture.ChannelPts(7, 11), MachineFixture.ChannelPts(7, 12)];
        var difference = new UpdatesChannelDifference
        {
            Final = true, Pts = 12, Timeout = 30, NewMessages = [MachineFixture.TextMessage(1, 42)], OtherUpdates = [.. others], Chats = [], Users = [],
        };

        var decoded = UpdatesDecoder.DecodeChannelDifference(Spoil(Bytes(difference), Bytes(others[1])));

        var read = Assert.IsType<UpdatesChannelDifference>(decoded.Value);
        Assert.Equal((true, 12, 30, 1, 1), (read.Final, read.Pts, read.Timeout, read.NewMessages.Length, read.OtherUpdates.Length));
        Assert.Equal(Bytes(others[1]).Length, Assert.Single(decoded.Unreadable).Length);
    }

    [Fact]
    public void Decode_OfAnUnknownObject_SaysWhatItMet() =>
        Assert.Throws<TlFormatException>(() => UpdatesDecoder.Decode([.. s_marker, 0, 0, 0, 0, 0, 0, 0, 0]));

    [Fact]
    public void Decode_OfRandomGarbage_EndsWithTheFormatErrorOnly()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        for (var i = 0; i < 300; i++)
        {
            var data = new byte[random.Next(0, 400)];
            random.NextBytes(data);
            if (data.Length > 12 && random.Next(2) == 0)
            {
                BitConverter.TryWriteBytes(data, Schema.Updates.Constructor);
                BitConverter.TryWriteBytes(data.AsSpan(4), TlReader.VectorId);
                BitConverter.TryWriteBytes(data.AsSpan(8), random.Next(-1, 5));
            }

            if (Record.Exception(() => UpdatesDecoder.Decode(data)) is { } exception)
                Assert.IsType<TlFormatException>(exception);
        }
    }

    private static byte[] Bytes(ITlObject value)
    {
        using var buffer = new TlBuffer();
        buffer.Append(value);
        return buffer.Written.ToArray();
    }

    /// <summary>Puts an unknown constructor in the place of the part's own.</summary>
    private static byte[] Spoil(byte[] whole, byte[] part)
    {
        var at = whole.AsSpan().IndexOf(part);
        s_marker.CopyTo(whole, at);
        return whole;
    }
}
