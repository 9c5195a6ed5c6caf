using TelegramHost.Emulator.Server;
using TelegramHost.Emulator.Server.Front;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Server;

/// <summary>First bytes to transports, and packets through each of them, however the network cuts them up.</summary>
public class TransportDetectorTests
{
    private static readonly byte[] Payload = [.. Enumerable.Range(0, 1024).Select(value => (byte)value)];

    [Theory]
    [InlineData("ef", (int)ServerTransport.Abridged, 1)]
    [InlineData("eeeeeeee", (int)ServerTransport.Intermediate, 4)]
    [InlineData("dddddddd", (int)ServerTransport.PaddedIntermediate, 4)]
    [InlineData("3400000000000000", (int)ServerTransport.Full, 0)]
    public void OpenTransport_IsKnownByItsFirstBytes(string hex, int transport, int consumed)
    {
        var opening = Convert.FromHexString(hex);

        for (var length = 0; length < opening.Length; length++)
            Assert.Null(Detect(opening.AsSpan(0, length)).Framing);
        var detection = Detect(opening);

        Assert.Equal((ServerTransport)transport, detection.Framing!.Transport);
        Assert.Equal(consumed, detection.Consumed);
        Assert.False(detection.Framing.IsObfuscated);
    }

    [Theory]
    [InlineData(0xef, (int)ServerTransport.Abridged)]
    [InlineData(0xee, (int)ServerTransport.Intermediate)]
    [InlineData(0xdd, (int)ServerTransport.PaddedIntermediate)]
    public void ObfuscatedTransport_NamesItsProtocolAndDataCenter(int tag, int transport)
    {
        var (header, _, _) = Obfuscation((byte)tag, dataCenter: -4);

        Assert.Null(Detect(header.AsSpan(0, 63)).Framing);
        var detection = Detect(header);

        Assert.Equal((ServerTransport)transport, detection.Framing!.Transport);
        Assert.True(detection.Framing.IsObfuscated);
        Assert.Equal((short)-4, detection.DataCenter);
    }

    [Fact]
    public void ObfuscatedTransport_WithAProxySecret_IsKnownOnlyWithThatSecret()
    {
        var secret = Convert.FromHexString("00112233445566778899aabbccddeeff");
        var (header, _, _) = Obfuscation(0xdd, dataCenter: 2, secret);

        Assert.NotNull(Detect(header).Fault);
        Assert.Equal(ServerTransport.PaddedIntermediate, Detect(header, secret).Framing!.Transport);
    }

    [Theory]
    [InlineData(0xdd, true, "example.org", true)]
    [InlineData(0xee, true, "example.org", true, false)]
    [InlineData(0xdd, true, "example.org", false, false)]
    [InlineData(0xdd, true, null, false)]
    [InlineData(0xef, true, null, false, false)]
    [InlineData(0xef, false, null, false)]
    public void ProxiedClient_MustSpeakAsItsSecretDemands(int tag, bool mustPad, string? domain, bool isInsideTls, bool isGood = true)
    {
        var secret = new FrontSecret(Convert.FromHexString("00112233445566778899aabbccddeeff"), mustPad, domain);
        var (header, _, _) = Obfuscation((byte)tag, dataCenter: 4, secret.Key);

        var detection = TransportDetector.Detect(header, secret, isInsideTls, new EmulatorEntropy(1));

        Assert.Equal((isGood, isGood, isGood), (detection.IsProxied, detection.Framing is not null, detection.Fault is null));
    }

    [Fact]
    public void Noise_NamesNoTransport()
    {
        var noise = new byte[64];
        Array.Fill(noise, (byte)0x55);

        Assert.NotNull(Detect(noise).Fault);
    }

    [Fact]
    public void Obfuscation_RunsOnInBothDirections()
    {
        var (header, toServer, toClient) = Obfuscation(0xee, dataCenter: 2);
        var framing = Detect(header).Framing!;
        byte[] frame = [.. BitConverter.GetBytes(Payload.Length), .. Payload];
        toServer.Transform(frame);

        framing.Received(frame.AsSpan(0, 5));
        framing.Received(frame.AsSpan(5));
        var read = framing.TryRead(frame);
        using var answer = new TlBuffer();
        framing.Write(Payload, answer);
        framing.Write(Payload, answer);

        Assert.Equal(Payload, frame.AsSpan(read.Start, read.Length).ToArray());
        toClient.Transform(answer.Written);
        Assert.Equal([.. BitConverter.GetBytes(Payload.Length), .. Payload, .. BitConverter.GetBytes(Payload.Length), .. Payload], answer.Written.ToArray());
    }

    [Theory]
    [InlineData((int)ServerTransport.Abridged, 128)]
    [InlineData((int)ServerTransport.Abridged, 1024)]
    [InlineData((int)ServerTransport.Intermediate, 1024)]
    [InlineData((int)ServerTransport.PaddedIntermediate, 1024)]
    [InlineData((int)ServerTransport.Full, 1024)]
    public void Packet_ByteByByte_ComesOutWholeAndNotBefore(int transport, int length)
    {
        var writer = new ServerFraming((ServerTransport)transport, null, null, new EmulatorEntropy(1));
        var reader = new ServerFraming((ServerTransport)transport, null, null, new EmulatorEntropy(2));
        using var frame = new TlBuffer();
        writer.Write(Payload.AsSpan(0, length), frame);

        for (var i = 0; i < frame.Length; i++)
            Assert.Equal(ServerFrameKind.NeedMore, reader.TryRead(frame.Written[..i]).Kind);
        var read = reader.TryRead(frame.Written);

        Assert.Equal(ServerFrameKind.Packet, read.Kind);
        Assert.Equal(frame.Length, read.Consumed);
        Assert.Equal(Payload.AsSpan(0, length).ToArray(), frame.Written.Slice(read.Start, length).ToArray());
    }

    [Theory]
    [InlineData((int)ServerTransport.Abridged, "7fffffff")]
    [InlineData((int)ServerTransport.Intermediate, "ffffff7f")]
    [InlineData((int)ServerTransport.Intermediate, "00000000")]
    [InlineData((int)ServerTransport.Full, "0800000000000000")]
    [InlineData((int)ServerTransport.Full, "0c00000005000000")]
    [InlineData((int)ServerTransport.Full, "0c0000000000000000000000")]
    public void Frame_AgainstTheRules_IsMalformed(int transport, string hex)
    {
        var framing = new ServerFraming((ServerTransport)transport, null, null, new EmulatorEntropy(1));

        Assert.Equal(ServerFrameKind.Malformed, framing.TryRead(Convert.FromHexString(hex)).Kind);
    }

    [Fact]
    public void QuickAck_IsAskedForByTheHighestBit_AndAnsweredInTheTransportsOrder()
    {
        var abridged = new ServerFraming(ServerTransport.Abridged, null, null, new EmulatorEntropy(1));
        var intermediate = new ServerFraming(ServerTransport.Intermediate, null, null, new EmulatorEntropy(1));
        using var output = new TlBuffer();

        Assert.True(abridged.TryRead([0x81, 1, 2, 3, 4]).WantsQuickAck);
        Assert.True(intermediate.TryRead([4, 0, 0, 0x80, 1, 2, 3, 4]).WantsQuickAck);
        abridged.WriteQuickAck(0x01020304, output);
        intermediate.WriteQuickAck(0x01020304, output);

        Assert.Equal([0x81, 2, 3, 4, 4, 3, 2, 0x81], output.Written.ToArray());
    }

    private static TransportDetection Detect(ReadOnlySpan<byte> bytes, byte[]? secret = null) =>
        TransportDetector.Detect(bytes, secret is null ? null : new FrontSecret(secret, MustPad: false, Domain: null), isInsideTls: false, new EmulatorEntropy(1));

    private static (byte[] Header, AesCtr ToServer, AesCtr ToClient) Obfuscation(byte tag, short dataCenter, byte[]? secret = null)
    {
        var open = new byte[64];
        new Random(5).NextBytes(open);
        open.AsSpan(56, 4).Fill(tag);
        BitConverter.TryWriteBytes(open.AsSpan(60), dataCenter);
        var reversed = open[8..56];
        Array.Reverse(reversed);
        var toServer = new AesCtr(Key(open.AsSpan(8, 32), secret), open.AsSpan(40, 16));
        var toClient = new AesCtr(Key(reversed.AsSpan(0, 32), secret), reversed.AsSpan(32, 16));
        var encrypted = open.ToArray();
        toServer.Transform(encrypted);
        return ([.. open.AsSpan(0, 56), .. encrypted.AsSpan(56)], toServer, toClient);
    }

    private static byte[] Key(ReadOnlySpan<byte> part, byte[]? secret) =>
        secret is null ? part.ToArray() : System.Security.Cryptography.SHA256.HashData([.. part, .. secret]);
}
