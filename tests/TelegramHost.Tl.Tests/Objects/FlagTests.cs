using System.Buffers.Binary;
using static TelegramHost.Tl.Tests.TlTesting;

namespace TelegramHost.Tl.Tests.Objects;

public sealed class FlagTests
{
    [Fact]
    public void Flags_follow_from_the_content()
    {
        var request = new Schema.MessagesSendMessageRequest
        {
            Peer = new Schema.InputPeerSelf(),
            Message = "hi",
            RandomId = 1,
            Silent = true,
            ScheduleDate = 0,
            Entities = [],
        };

        var bytes = Write(request);

        // silent 5, entities 3 (empty is not absent), schedule_date 10 (zero is not absent).
        Assert.Equal((1 << 5) | (1 << 3) | (1 << 10), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)));
        var again = Read(bytes, (ref TlReader reader) => Schema.MessagesSendMessageRequest.Read(ref reader));
        Assert.Equal(0, again.ScheduleDate);
        Assert.Empty(again.Entities!);
        Assert.Null(again.ReplyTo);
        Assert.False(again.NoWebpage);
    }

    [Fact]
    public void Unknown_flag_bits_are_read_over_and_not_written_again()
    {
        var bytes = Write(new Schema.InputMediaUploadedPhoto { File = new Schema.InputFile { Id = 1, Parts = 1, Name = "a", Md5Checksum = "" } });
        var strange = bytes.ToArray();
        strange[7] = 0x80;

        var value = Read(strange, (ref TlReader reader) => Schema.InputMediaUploadedPhoto.Read(ref reader));

        Assert.Equal(bytes, Write(value));
    }

    [Fact]
    public void A_flag_that_is_a_Bool_takes_four_bytes_and_one_that_is_true_takes_none()
    {
        var without = Write(new Schema.InputPeerNotifySettings());
        var with = Write(new Schema.InputPeerNotifySettings { ShowPreviews = false });
        var read = Read(with, (ref TlReader reader) => Schema.InputPeerNotifySettings.Read(ref reader));

        Assert.Equal(without.Length + 4, with.Length);
        Assert.False(read.ShowPreviews);
        Assert.NotNull(read.ShowPreviews);
    }

    [Fact]
    public void Fields_that_share_a_flag_must_come_together()
    {
        var user = new Schema.User { Id = 1, Restricted = true };

        var fault = Assert.Throws<InvalidOperationException>(() => Write(user));

        Assert.Contains("user.restriction_reason", fault.Message, StringComparison.Ordinal);
        user.RestrictionReason = [];
        Assert.True(Read(Write(user), (ref TlReader reader) => Schema.User.Read(ref reader)).Restricted);
    }

    [Fact]
    public void A_flag_is_carried_by_any_field_that_has_it()
    {
        var user = new Schema.User { Id = 1, BotInfoVersion = 3 };

        var read = Read(Write(user), (ref TlReader reader) => Schema.User.Read(ref reader));

        Assert.True(read.Bot);
        Assert.Equal(3, read.BotInfoVersion);
    }
}
