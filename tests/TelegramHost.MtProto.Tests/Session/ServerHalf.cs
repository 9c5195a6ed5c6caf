using System.Buffers.Binary;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Tl;

namespace TelegramHost.MtProto.Tests.Session;

/// <summary>The server's way to read and write packets, written without the session's code: byte by byte, as the documentation shows them.</summary>
internal static class ServerHalf
{
    /// <summary>Decrypts a client's packet and takes a container apart; anything odd fails the test.</summary>
    public static List<SentMessage> Read(AuthKey key, ReadOnlySpan<byte> packet)
    {
        var copy = packet.ToArray();
        Assert.True(MessageCipher.TryDecrypt(key, Side.Client, copy, out var plain), "the server cannot decrypt a packet");

        var salt = BinaryPrimitives.ReadInt64LittleEndian(plain);
        var sessionId = BinaryPrimitives.ReadInt64LittleEndian(plain[8..]);
        var msgId = BinaryPrimitives.ReadInt64LittleEndian(plain[16..]);
        var seqNo = BinaryPrimitives.ReadInt32LittleEndian(plain[24..]);
        var length = BinaryPrimitives.ReadInt32LittleEndian(plain[28..]);
        Assert.Equal(0, msgId & 3);
        Assert.NotEqual(0, (int)msgId);
        Assert.Equal(0, length & 3);
        Assert.InRange(plain.Length - 32 - length, 12, 1024);

        var body = plain.Slice(32, length).ToArray();
        if (BinaryPrimitives.ReadUInt32LittleEndian(body) != 0x73f1f8dc)
            return [new SentMessage(msgId, seqNo, body, msgId, seqNo, salt, sessionId)];

        Assert.Equal(0, seqNo & 1);
        var messages = new List<SentMessage>();
        var count = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(4));
        Assert.InRange(count, 2, 1024);
        var at = 8;
        for (var i = 0; i < count; i++)
        {
            var inner = body.AsSpan(at);
            var innerLength = BinaryPrimitives.ReadInt32LittleEndian(inner[12..]);
            var message = new SentMessage(BinaryPrimitives.ReadInt64LittleEndian(inner), BinaryPrimitives.ReadInt32LittleEndian(inner[8..]),
                inner.Slice(16, innerLength).ToArray(), msgId, seqNo, salt, sessionId);
            Assert.True(message.MsgId < msgId, "a container's id must be higher than those inside");
            Assert.True(message.SeqNo <= seqNo, "a container's number must not be lower than those inside");
            Assert.NotEqual(0x73f1f8dcu, message.Constructor);
            messages.Add(message);
            at += 16 + innerLength;
        }

        Assert.Equal(body.Length, at);
        return messages;
    }

    /// <summary>Encrypts a packet of the server.</summary>
    public static byte[] Write(AuthKey key, long salt, long sessionId, long msgId, int seqNo, ReadOnlySpan<byte> body, IEntropy entropy)
    {
        var plain = new byte[32 + body.Length];
        BinaryPrimitives.WriteInt64LittleEndian(plain, salt);
        BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan(8), sessionId);
        BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan(16), msgId);
        BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(24), seqNo);
        BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(28), body.Length);
        body.CopyTo(plain.AsSpan(32));
        using var output = new TlBuffer();
        MessageCipher.Encrypt(key, Side.Server, plain, entropy, output);
        return output.Written.ToArray();
    }

    /// <summary>A container's body.</summary>
    public static byte[] Container(params (long MsgId, int SeqNo, byte[] Body)[] messages)
    {
        var bytes = new List<byte>();
        bytes.AddRange(BitConverter.GetBytes(0x73f1f8dcu));
        bytes.AddRange(BitConverter.GetBytes(messages.Length));
        foreach (var (msgId, seqNo, body) in messages)
        {
            bytes.AddRange(BitConverter.GetBytes(msgId));
            bytes.AddRange(BitConverter.GetBytes(seqNo));
            bytes.AddRange(BitConverter.GetBytes(body.Length));
            bytes.AddRange(body);
        }

        return [.. bytes];
    }

    /// <summary>The body of an <c>rpc_result</c>.</summary>
    public static byte[] Result(long requestMsgId, byte[] result) =>
        [.. BitConverter.GetBytes(0xf35c6d01u), .. BitConverter.GetBytes(requestMsgId), .. result];

    /// <summary>A boxed <c>gzip_packed</c>, packed by the base library.</summary>
    public static byte[] Gzip(byte[] body)
    {
        using var stream = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionLevel.Optimal))
            gzip.Write(body);
        using var output = new TlBuffer();
        var writer = new TlWriter(output);
        writer.WriteConstructor(0x3072cfa1);
        writer.WriteBytes(stream.ToArray());
        writer.Flush();
        return output.Written.ToArray();
    }
}
