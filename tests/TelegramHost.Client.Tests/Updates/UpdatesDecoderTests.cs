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
        Assert.Equal(3, Assert.IsType<Schema.Updates>(decoded.Updates).Seq);
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

        var read = Assert.IsType<Schema.Updates>(decoded.Updates);
        Assert.Equal(
            Enumerable.Range(0, 3).Where(i => i != unknownAt).Select(i => 10 + i),
            read.UpdatesValue.Select(update => ((UpdateDeleteMessages)update).Pts));
        Assert.Equal(Bytes(updates[unknownAt]).Length, Assert.Single(decoded.Unreadable).Length);
        Assert.Equal((3, 99, 5L), (read.Seq, read.Date, Assert.IsType<User>(Assert.Single(read.Users)).Id));
    }

    [Fact]
    public void Decode_WithTwoUnknownNeighbours_KeepsTheRest()
    {
        UpdateBase[] updates = [MachineFixture.Pts(10), MachineFixture.Pts(11), MachineFixture.Pts(12)];
        var data = Spoil(Spoil(Bytes(MachineFixture.Container(updates)), Bytes(updates[0])), Bytes(updates[1]));

        var decoded = UpdatesDecoder.Decode(data);

        Assert.Equal(12, Assert.IsType<UpdateDeleteMessages>(Assert.Single(Assert.IsType<Schema.Updates>(decoded.Updates).UpdatesValue)).Pts);
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
