using System.Buffers;
using System.Net;
using TelegramHost.Tl;

namespace TelegramHost.Client.Sessions;

/// <summary>The string sessions of mtcute, version 3: TL values behind a version and flags.</summary>
internal static class MtcuteLayout
{
    /// <summary>The first byte.</summary>
    public const byte Version = 3;

    private const int HasSelf = 1;
    private const int HasMedia = 4;

    private const byte AddressVersion = 2;
    private const byte IPv6 = 1;
    private const byte TestServers = 4;

    /// <summary>Reads one; key and data centre are still to be checked.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static StringSession Read(byte[] bytes)
    {
        try
        {
            var reader = new TlReader(bytes.AsSpan(1));
            var flags = reader.ReadInt32();
            var (dc, isTest, address) = ReadAddress(reader.ReadByteSpan());
            if ((flags & HasMedia) != 0)
                _ = ReadAddress(reader.ReadByteSpan());
            long? account = (flags & HasSelf) != 0 ? reader.ReadInt64() : null;
            var isBot = account is not null && reader.ReadBool();
            var key = reader.ReadByteSpan();
            // Some are found with a byte of padding too much.
            var rest = reader.ReadRest();
            if (rest.Length > 3 || rest.ContainsAnyExcept((byte)0))
                throw new FormatException("The string session of mtcute has more behind its key: copy it once more, whole.");
            return new StringSession { DataCenter = dc, TestServers = isTest, Address = address, AccountId = account, IsBot = isBot, AuthKey = [.. key] };
        }
        catch (TlFormatException exception)
        {
            throw new FormatException("The string session of mtcute is damaged: copy it once more, whole.", exception);
        }
    }

    /// <summary>Writes one.</summary>
    public static byte[] Write(StringSession session)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new TlWriter(output);
        byte[] head = [Version];
        writer.WriteRaw(head);
        writer.WriteInt32(session.AccountId is null ? 0 : HasSelf);
        writer.WriteBytes(WriteAddress(session));
        if (session.AccountId is { } account)
        {
            writer.WriteInt64(account);
            writer.WriteBool(session.IsBot);
        }

        writer.WriteBytes(session.AuthKey.AsSpan());
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static byte[] WriteAddress(StringSession session)
    {
        var address = session.KnownAddress;
        var output = new ArrayBufferWriter<byte>();
        var writer = new TlWriter(output);
        var flags = (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IPv6 : 0) | (session.TestServers ? TestServers : 0);
        byte[] head = [AddressVersion, (byte)session.DataCenter, (byte)flags];
        writer.WriteRaw(head);
        writer.WriteString(address.Address.ToString());
        writer.WriteInt32(address.Port);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static (int Dc, bool IsTest, IPEndPoint? Address) ReadAddress(ReadOnlySpan<byte> bytes)
    {
        var reader = new TlReader(bytes);
        var head = reader.ReadRaw(3);
        if (head[0] != AddressVersion)
            throw new FormatException($"An address in the string session of mtcute has version {head[0]}, expected {AddressVersion}: export it anew.");
        var host = reader.ReadString();
        var port = reader.ReadInt32();
        reader.ExpectEnd();
        var isKnown = IPAddress.TryParse(host, out var ip) && port is > 0 and <= ushort.MaxValue;
        return (head[1], (head[2] & TestServers) != 0, isKnown ? new IPEndPoint(ip!, port) : null);
    }
}
