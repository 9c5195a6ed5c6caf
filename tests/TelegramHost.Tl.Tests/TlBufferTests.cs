namespace TelegramHost.Tl.Tests;

public sealed class TlBufferTests
{
    [Fact]
    public void It_grows_and_keeps_what_was_written()
    {
        using var buffer = new TlBuffer();
        var expected = new List<byte>();
        for (var i = 0; i < 2_000; i++)
        {
            buffer.Append([(byte)i, (byte)(i >> 8)]);
            expected.AddRange([(byte)i, (byte)(i >> 8)]);
        }

        Assert.Equal(expected, buffer.Written.ToArray());
    }

    [Fact]
    public void The_front_can_be_dropped_and_the_tail_cut()
    {
        using var buffer = new TlBuffer();
        buffer.Append([1, 2, 3, 4, 5]);

        buffer.RemoveFront(2);
        Assert.Equal([3, 4, 5], buffer.Written.ToArray());
        buffer.Truncate(1);
        Assert.Equal([3], buffer.Written.ToArray());
        buffer.Clear();
        Assert.Equal(0, buffer.Length);
    }

    [Fact]
    public void Impossible_lengths_are_refused()
    {
        using var buffer = new TlBuffer(8);
        buffer.Append([1]);

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(1 << 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Truncate(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.RemoveFront(2));
    }

    [Fact]
    public void It_can_be_used_again_after_dispose()
    {
        var buffer = new TlBuffer(8, holdsSecrets: true);
        buffer.Append([1]);
        buffer.Dispose();
        Assert.Equal(0, buffer.Length);
        buffer.Append([2]);
        Assert.Equal([2], buffer.Written.ToArray());
        buffer.Dispose();
    }

    [Fact]
    public void A_growing_buffer_of_secrets_leaves_none_behind()
    {
        using var buffer = new TlBuffer(16, holdsSecrets: true);
        buffer.Append(new byte[16]);
        buffer.Written.Fill(0x77);
        var before = buffer.WrittenMemory;
        buffer.Append(new byte[4096]);

        Assert.DoesNotContain((byte)0x77, before.ToArray());
    }
}
