using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Tests.Sessions;

public sealed class SessionSnapshotFormatTests
{
    // Written by the last program that knew version 1.
    private const string Version1 =
        "VEdIUwEAAAAEAAAAAeQAAAAB8gUqAQAAAAEBCgAAAP////8DAAAAANJJawEAAAAAAAAAAAEAAAcAAAACAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQA" +
        "AAAAAQAAAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0BBQkNERUZHSElKS0xNTk9QUVJT" +
        "VFVWV1hZWltcXV5fYGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2en6ChoqOkpaanqKmqq6yt" +
        "rq+wsbKztLW2t7i5uru8vb6/wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t/g4eLj5OXm5+jp6uvs7e7v8PHy8/T19vf4+fr7/P3+/wHgtEP/////" +
        "/wEAAAAAAAAAAAAAgAAAAAAAAAAAEA4AAAAAAAACAAAADjE0OS4xNTQuMTY3LjkxuwEAAAAAFDIwMDE6NjdjOjRlODpmMDA0OjphuwEAAAEBlglY92ac1Cd+" +
        "VmIe2gqxSWbp5/Syj9ppEHeMTOURNao=";

    [Fact]
    public void SessionOfVersion1_IsReadWhole_AndWrittenAsTheNewVersion()
    {
        var old = Convert.FromBase64String(Version1);
        Assert.Equal(1, BitConverter.ToInt32(old, 4));

        var read = SessionSnapshotFormat.Read(old, "a test");

        Assert.Equal((4, true, 228, 5_000_000_001, true), (read.HomeDc, read.TestServers, read.Layer, read.AccountId, read.IsBot));
        Assert.Equal((10, -1, 3, 1_800_000_000), (read.Updates!.Pts, read.Updates.Qts, read.Updates.Seq, read.Updates.Date));
        Assert.Equal(7, read.Updates.Channels[1L << 40]);
        Assert.Equal([1, 4], read.Dcs.Keys);
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (byte)i), read.Dc(4).AuthKey);
        Assert.Equal(
            [new DcAddress("149.154.167.91", 443), new DcAddress("2001:67c:4e8:f004::a", 443, IsIPv6: true, ObfuscatedOnly: true)],
            read.Dc(4).Addresses.ToArray());
        var written = SessionSnapshotFormat.Write(read);
        Assert.Equal(SessionSnapshotFormat.Version, BitConverter.ToInt32(written, 4));
        Assert.Equal(read.Dc(4).Addresses.ToArray(), SessionSnapshotFormat.Read(written, "a test").Dc(4).Addresses.ToArray());
    }

    [Fact]
    public void EveryKindOfAddress_IsReadBackAsItWas()
    {
        DcAddress[] addresses =
        [
            new("192.0.2.1", 80),
            new("2001:db8::1", 443, IsIPv6: true),
            new("192.0.2.2", 443, ObfuscatedOnly: true),
            new("192.0.2.3", 443, MediaOnly: true),
            new("192.0.2.4", 5222, ThisPortOnly: true),
            new("192.0.2.5", 443, IsStatic: true),
            new("192.0.2.6", 443, Secret: "dd00112233445566778899aabbccddeeff"),
            new("192.0.2.7", 1, true, true, true, true, true, "00112233445566778899aabbccddeeff"),
        ];
        var snapshot = new SessionSnapshot { HomeDc = 2 }.With(2, DcRecord.Empty with { Addresses = [.. addresses] });

        Assert.Equal(addresses, SessionSnapshotFormat.Read(SessionSnapshotFormat.Write(snapshot), "a test").Dc(2).Addresses.ToArray());
    }
}
