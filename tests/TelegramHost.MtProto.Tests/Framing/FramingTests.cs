using TelegramHost.MtProto.Framing;
using TelegramHost.MtProto.Tests.Crypto;
using TelegramHost.TestSupport;
using TelegramHost.Tl;
using Xunit.Abstractions;

namespace TelegramHost.MtProto.Tests.Framing;

public sealed class FramingTests(ITestOutputHelper output)
{
    [VectorFact]
    public void Full_OfEveryVector_GivesItsWire()
    {
        foreach (var vector in Vectors.Load("12").GetProperty("full").EnumerateArray().Where(item => item.TryGetProperty("seq", out _)))
        {
            var framing = new FullFraming();
            for (var i = 0; i < vector.GetProperty("seq").GetInt32(); i++)
                Frame(framing, new byte[4]);

            Assert.Equal(vector.GetProperty("wire").GetString(), Hex(Frame(framing, Payload(vector.GetProperty("payload_len").GetInt32()))));
        }
    }

    [VectorFact]
    public void Full_WithAWrongNumberChecksumOrLength_Closes()
    {
        var vectors = Vectors.Load("12").GetProperty("full").EnumerateArray().ToArray();
        var first = vectors[1].Hex("wire");
        var second = vectors[2].Hex("wire");
        var damaged = first.ToArray();
        damaged[^1] ^= 1;

        Assert.Throws<ProtocolException>(() => new FullFraming().TryRead(second));
        Assert.Throws<ProtocolException>(() => new FullFraming().TryRead(damaged));
        Assert.Throws<ProtocolException>(() => new FullFraming().TryRead([8, 0, 0, 0]));
        Assert.Throws<ProtocolException>(() => new FullFraming().TryRead([13, 0, 0, 0]));
        Assert.Throws<ProtocolException>(() => new FullFraming().TryRead([0, 0, 0, 2]));
        Assert.Throws<ProtocolException>(() => new FullFraming().TryRead([0, 0, 0, 0x80]));

        var twice = new FramingDriver(new FullFraming());
        twice.Feed(first);
        Assert.Throws<ProtocolException>(() => twice.Feed(first));
    }

    [VectorFact]
    public void Full_WithABareErrorCode_ReportsIt()
    {
        foreach (var (wire, code) in new[] { ("6cfeffff", -404), ("53feffff53feffff53feffff", -429) })
        {
            var read = new FullFraming().TryRead(Convert.FromHexString(wire));

            Assert.Equal((FrameKind.TransportError, code), (read.Kind, read.Code));
        }
    }

    [VectorFact]
    public void Abridged_OfEveryVector_GivesItsWire()
    {
        foreach (var vector in Vectors.Load("12").GetProperty("abridged").EnumerateArray().Where(item => item.TryGetProperty("payload_len", out _)))
        {
            var wire = Hex(Frame(new AbridgedFraming(), Payload(vector.GetProperty("payload_len").GetInt32())));

            if (vector.TryGetProperty("wire", out var whole))
                Assert.Equal(whole.GetString(), wire);
            else
                Assert.StartsWith(vector.GetProperty("wire_prefix").GetString()!, wire, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => Frame(new AbridgedFraming(), new byte[7]));
        var error = new AbridgedFraming().TryRead(Convert.FromHexString("016cfeffff"));
        Assert.Equal((FrameKind.TransportError, -404, 5), (error.Kind, error.Code, error.Consumed));
    }

    [VectorFact]
    public void Intermediate_OfTheVectorsStream_GivesPacketsAsTheyBecomeWhole()
    {
        var vector = Vectors.Load("12").GetProperty("intermediate").EnumerateArray().Single(item => item.TryGetProperty("stream", out _));
        var driver = new FramingDriver(new IntermediateFraming());
        var expected = vector.GetProperty("expect_packets_after_each").EnumerateArray().ToArray();
        var pieces = vector.GetProperty("stream").EnumerateArray().ToArray();

        for (var i = 0; i < pieces.Length; i++)
        {
            driver.Frames.Clear();
            driver.Feed(Convert.FromHexString(pieces[i].GetString()!));
            Assert.Equal(expected[i].EnumerateArray().Select(item => item.GetString()), driver.Frames.Select(frame => Hex(frame.Payload)));
        }
    }

    [VectorFact]
    public void PaddedIntermediate_OfTheVector_GivesItsWire()
    {
        var vector = Vectors.Load("12").GetProperty("padded_intermediate").EnumerateArray().Single(item => item.TryGetProperty("padding", out _));
        var padding = vector.Hex("padding");
        var framing = new PaddedIntermediateFraming(new ScriptedEntropy([(byte)padding.Length], padding));

        Assert.Equal(vector.GetProperty("wire").GetString(), Hex(Frame(framing, vector.Hex("payload"))));
    }

    [Theory]
    [InlineData(TransportKind.Abridged, "01ffffff7f", FrameKind.Packet, 0)]
    [InlineData(TransportKind.Abridged, "8a010203", FrameKind.QuickAck, unchecked((int)0x8a010203))]
    [InlineData(TransportKind.Abridged, "0100000000", FrameKind.Nop, 0)]
    [InlineData(TransportKind.Abridged, "02ffffffff04030281", FrameKind.QuickAck, unchecked((int)0x81020304))]
    [InlineData(TransportKind.Intermediate, "0102038a", FrameKind.QuickAck, unchecked((int)0x8a030201))]
    [InlineData(TransportKind.Intermediate, "0400000053feffff", FrameKind.TransportError, -429)]
    [InlineData(TransportKind.Intermediate, "0400000000000000", FrameKind.Nop, 0)]
    [InlineData(TransportKind.PaddedIntermediate, "0a00000044feffff29afd26df40f", FrameKind.TransportError, -444)]
    [InlineData(TransportKind.PaddedIntermediate, "0b000000ffffffff04030281aabbcc", FrameKind.QuickAck, unchecked((int)0x81020304))]
    [InlineData(TransportKind.PaddedIntermediate, "0600000000000000aabb", FrameKind.Nop, 0)]
    public void TryRead_OfAWordOfTheTransport_SaysWhatItIs(TransportKind kind, string wire, object expected, int code)
    {
        var bytes = Convert.FromHexString(wire);

        var read = Make(kind, obfuscated: false, 1).TryRead(bytes);

        Assert.Equal(((FrameKind)expected, code, bytes.Length), (read.Kind, read.Code, read.Consumed));
    }

    [Theory]
    [InlineData(TransportKind.Abridged, "00")]
    [InlineData(TransportKind.Abridged, "7fffffff")]
    [InlineData(TransportKind.Abridged, "7f000000")]
    [InlineData(TransportKind.Intermediate, "00000000")]
    [InlineData(TransportKind.Intermediate, "01000001")]
    [InlineData(TransportKind.Intermediate, "ffffff7f")]
    [InlineData(TransportKind.PaddedIntermediate, "00000000")]
    [InlineData(TransportKind.PaddedIntermediate, "ffffffff")]
    [InlineData(TransportKind.PaddedIntermediate, "01000001")]
    public void TryRead_OfAnImpossibleLength_Closes(TransportKind kind, string wire) =>
        Assert.Throws<ProtocolException>(() => Make(kind, obfuscated: false, 1).TryRead(Convert.FromHexString(wire)));

    [Theory]
    [MemberData(nameof(AllTransports))]
    public void Packets_SplitAtRandomPoints_ComeOutAsTheyWentIn(TransportKind kind, bool obfuscated)
    {
        var seed = Seed.Next(output.WriteLine);
        var random = new Random(seed);
        for (var round = 0; round < 30; round++)
        {
            var framing = Make(kind, obfuscated, seed + round);
            var peer = PeerOf(framing, kind);
            var packets = Enumerable.Range(0, random.Next(1, 30)).Select(_ => RandomPacket(random)).ToArray();
            using var wire = new TlBuffer();
            foreach (var packet in packets)
                peer.Write(packet, wire);

            var driver = new FramingDriver(framing);
            for (var start = 0; start < wire.Length;)
            {
                var count = Math.Min(round == 0 ? 1 : random.Next(1, 2000), wire.Length - start);
                driver.Feed(wire.Written.Slice(start, count).ToArray());
                start += count;
            }

            Assert.Equal(packets.Length, driver.Frames.Count);
            for (var i = 0; i < packets.Length; i++)
            {
                Assert.Equal(FrameKind.Packet, driver.Frames[i].Kind);
                Assert.Equal(packets[i], driver.Frames[i].Payload[..packets[i].Length]);
                Assert.InRange(driver.Frames[i].Payload.Length - packets[i].Length, 0, kind == TransportKind.PaddedIntermediate ? 15 : 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllTransports))]
    public void Garbage_GivesFramesOrAProtocolException_AndNothingElse(TransportKind kind, bool obfuscated)
    {
        var seed = Seed.Next(output.WriteLine);
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var garbage = new byte[random.Next(1, 200)];
            random.NextBytes(garbage);
            if (round % 2 == 0)
                garbage[Math.Min(3, garbage.Length - 1)] = 0;
            var driver = new FramingDriver(Make(kind, obfuscated, seed));
            try
            {
                driver.Feed(garbage);
            }
            catch (ProtocolException breach)
            {
                Assert.NotEmpty(breach.Message);
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllTransports))]
    public void WriteAndRead_OnceWarm_AllocateNothing(TransportKind kind, bool obfuscated)
    {
        var framing = Make(kind, obfuscated, 1);
        var packet = new byte[200];
        using var wire = new TlBuffer(4096);
        var read = default(FrameRead);
        Work();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Work();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        if (!obfuscated)
            Assert.Equal(FrameKind.Packet, read.Kind);

        void Work()
        {
            wire.Clear();
            framing.Write(packet, wire);
            framing.Received(wire.Written);
            if (!obfuscated)
                read = framing.TryRead(wire.Written);
        }
    }

    [Fact]
    public void Write_OfAPacketThatIsTooLong_IsRejected()
    {
        foreach (var kind in Enum.GetValues<TransportKind>())
            Assert.Throws<ArgumentException>(() => Frame(Make(kind, obfuscated: false, 1), new byte[FrameLimits.MaxPacketBytes]));
    }

    public static TheoryData<TransportKind, bool> AllTransports()
    {
        var data = new TheoryData<TransportKind, bool>();
        foreach (var kind in Enum.GetValues<TransportKind>())
        {
            data.Add(kind, false);
            if (kind != TransportKind.Full)
                data.Add(kind, true);
        }

        return data;
    }

    private static IFraming Make(TransportKind kind, bool obfuscated, int seed) =>
        Framings.Create(kind, obfuscated, 2, new SeededEntropy(seed));

    // What the other side writes: the same transport, and for obfuscation the streams exchanged.
    private static IFraming PeerOf(IFraming framing, TransportKind kind)
    {
        var plain = Make(kind, obfuscated: false, 5);
        return framing is ObfuscatedFraming obfuscated ? new ObfuscatedPeer(obfuscated, plain) : plain;
    }

    private static byte[] RandomPacket(Random random)
    {
        var packet = new byte[4 * random.Next(10, random.Next(11, 1500))];
        random.NextBytes(packet);
        return packet;
    }

    private static byte[] Frame(IFraming framing, byte[] packet)
    {
        using var wire = new TlBuffer();
        framing.Write(packet, wire);
        return wire.Written.ToArray();
    }

    private static byte[] Payload(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
