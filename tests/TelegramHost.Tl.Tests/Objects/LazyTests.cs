using static TelegramHost.Tl.Tests.TlTesting;

namespace TelegramHost.Tl.Tests.Objects;

public sealed class LazyTests
{
    [Fact]
    public void A_text_is_decoded_once_and_stays()
    {
        var bytes = Write(new Schema.TextPlain { Text = "привет" });
        var value = ReadOwned(bytes, (ref TlReader reader) => Schema.TextPlain.Read(ref reader));

        Assert.Equal("привет", value.Text);
        Assert.Same(value.Text, value.Text);
    }

    [Fact]
    public void Bytes_become_an_array_of_their_own()
    {
        var bytes = Write(new Schema.InputDocument { Id = 1, AccessHash = 2, FileReference = [1, 2, 3, 4, 5] });
        var value = ReadOwned(bytes, (ref TlReader reader) => Schema.InputDocument.Read(ref reader));

        Assert.Equal([1, 2, 3, 4, 5], value.FileReference);
        Assert.Same(value.FileReference, value.FileReference);
        value.FileReference[0] = 9;
        Assert.Equal([9, 2, 3, 4, 5], ReadOwned(Write(value), (ref TlReader reader) => Schema.InputDocument.Read(ref reader)).FileReference);
    }

    [Fact]
    public void A_lazy_field_can_be_replaced()
    {
        var value = ReadOwned(Write(new Schema.TextPlain { Text = "old" }), (ref TlReader reader) => Schema.TextPlain.Read(ref reader));

        value.Text = "new";

        Assert.Equal(Write(new Schema.TextPlain { Text = "new" }), Write(value));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_decode_with_replacements_and_are_written_as_they_came()
    {
        byte[] bytes = [.. BitConverter.GetBytes(Schema.TextPlain.Constructor), 3, 0xff, 0xfe, (byte)'a'];
        var value = ReadOwned(bytes, (ref TlReader reader) => Schema.TextPlain.Read(ref reader));

        Assert.Equal(bytes, Write(value));
        Assert.EndsWith("a", value.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_lazily_allocates_only_the_object()
    {
        var text = Write(new Schema.TextPlain { Text = new string('x', 10_000) });
        void ReadIt() => ReadOwned(text, static (ref TlReader reader) => Schema.TextPlain.Read(ref reader));

        Allocated(ReadIt);
        Assert.InRange(Allocated(ReadIt), 1, 48);
    }

    [Fact]
    public void Writing_into_a_buffer_with_room_allocates_nothing()
    {
        using var buffer = new TlBuffer(4096);
        var request = new Schema.MessagesSendMessageRequest
        {
            Peer = new Schema.InputPeerUser { UserId = 1, AccessHash = 2 },
            Message = "Привет",
            RandomId = 3,
            Entities = [new Schema.MessageEntityBold { Offset = 0, Length = 2 }],
        };
        void WriteIt()
        {
            buffer.Clear();
            buffer.Append(request);
        }

        Allocated(WriteIt);
        Assert.Equal(0, Allocated(WriteIt));
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
