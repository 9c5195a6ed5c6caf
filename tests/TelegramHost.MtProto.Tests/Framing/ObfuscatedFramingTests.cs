using TelegramHost.MtProto.Framing;
using TelegramHost.MtProto.Tests.Crypto;
using TelegramHost.TestSupport;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Framing;

public sealed class ObfuscatedFramingTests
{
    [VectorFact]
    public void WriteOpening_OfEveryVector_GivesItsHeader()
    {
        foreach (var vector in Vectors.Load("13").GetProperty("cases").EnumerateArray())
        {
            var random = vector.Hex("random64");
            var hasDc = vector.GetProperty("dc_i16").ValueKind == System.Text.Json.JsonValueKind.Number;
            var dcId = hasDc ? vector.GetProperty("dc_i16").GetInt16() : BitConverter.ToInt16(random, 60);
            var secret = vector.GetProperty("secret16").GetString() is { } text ? Convert.FromHexString(text) : [];
            var tag = BitConverter.ToUInt32(vector.Hex("protocol"));
            using var framing = new ObfuscatedFraming(new IntermediateFraming(), tag, dcId, new ScriptedEntropy(random), secret);
            using var opening = new TlBuffer();

            framing.WriteOpening(opening);

            Assert.Equal(vector.GetProperty("init_wire").GetString(), Convert.ToHexStringLower(opening.Written));
        }
    }

    [VectorFact]
    public void Streams_OfTheVector_GoOnAcrossPackets()
    {
        var vector = Vectors.Load("13").GetProperty("cases").EnumerateArray().Single(item => item.TryGetProperty("after_init", out _));
        var after = vector.GetProperty("after_init");
        var random = vector.Hex("random64");
        using var framing = new ObfuscatedFraming(
            new IntermediateFraming(), IntermediateFraming.Tag, BitConverter.ToInt16(random, 60), new ScriptedEntropy(random));

        foreach (var wire in new[] { "wire1", "wire2" })
        {
            using var sent = new TlBuffer();
            framing.Write(after.Hex("client_sends_payload"), sent);
            Assert.Equal(after.GetProperty(wire).GetString(), Convert.ToHexStringLower(sent.Written));
        }

        var driver = new FramingDriver(framing);
        foreach (var piece in after.GetProperty("client_receives").EnumerateArray())
            driver.Feed(Convert.FromHexString(piece.GetString()!));
        Assert.Equal([(FrameKind.TransportError, -404), (FrameKind.TransportError, -404)], driver.Frames.Select(frame => (frame.Kind, frame.Code)));
    }

    [VectorFact]
    public void Header_WithAReservedBeginning_IsDrawnAgain()
    {
        var good = new byte[64];
        good.AsSpan().Fill(0x41);
        foreach (var prefix in Vectors.Load("13").GetProperty("must_retry_prefixes").EnumerateArray())
        {
            var bad = good.ToArray();
            Convert.FromHexString(prefix.GetString()!.Replace('x', '4')).CopyTo(bad, 0);
            var entropy = new ScriptedEntropy(bad, good);

            using var framing = new ObfuscatedFraming(new AbridgedFraming(), 0xefefefef, 2, entropy);

            Assert.True(entropy.IsUsedUp);
        }
    }

    [Theory]
    [InlineData(TransportKind.Abridged, "efefefef")]
    [InlineData(TransportKind.Intermediate, "eeeeeeee")]
    [InlineData(TransportKind.PaddedIntermediate, "dddddddd")]
    public void Header_NamesTransportAndDataCentre(TransportKind kind, string tag)
    {
        var framing = (ObfuscatedFraming)Framings.Create(kind, obfuscated: true, -10002, new SeededEntropy(1));

        var peer = new ObfuscatedPeer(framing, new AbridgedFraming());

        Assert.Equal(tag, Convert.ToHexStringLower(peer.Tag));
        Assert.Equal(-10002, peer.DcId);
    }

    [Fact]
    public void Create_OfWhatCannotBe_IsRejected()
    {
        Assert.Throws<ArgumentException>(() => Framings.Create(TransportKind.Full, obfuscated: true, 2, new SeededEntropy(1)));
        Assert.Throws<ArgumentException>(() => Framings.Create(TransportKind.Abridged, obfuscated: true, 2, new SeededEntropy(1), new byte[15]));
    }
}
