using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;

namespace TelegramHost.Client.Sessions;

/// <summary>The layouts of string sessions but mtcute's, and which one a text has.</summary>
internal static class StringSessionLayouts
{
    private const string OwnMark = "tgh1";
    private const char VersionOne = '1';

    private const byte OwnVersion = 1;
    private const int OwnChecksumLength = 8;
    private const int OwnBodyLength = 1 + 1 + 1 + 8 + StringSession.KeyLength;
    private const byte OwnTest = 1;
    private const byte OwnBot = 2;

    private const int PyrogramLength = 1 + 4 + 1 + StringSession.KeyLength + 8 + 1;
    private const int PyrogramLongIdLength = 1 + 1 + StringSession.KeyLength + 8 + 1;
    private const int PyrogramShortIdLength = 1 + 1 + StringSession.KeyLength + 4 + 1;

    /// <summary>Reads a text of any layout; key and data centre are still to be checked.</summary>
    /// <exception cref="FormatException">It is of none.</exception>
    public static StringSession Read(string text)
    {
        if (text.StartsWith(OwnMark, StringComparison.Ordinal))
            return ReadOwn(Decode(text.AsSpan(OwnMark.Length)));
        if (text.StartsWith(VersionOne))
            return ReadVersionOne(Decode(text.AsSpan(1)));
        var bytes = Decode(text);
        return bytes.Length switch
        {
            PyrogramLength or PyrogramLongIdLength or PyrogramShortIdLength => ReadPyrogram(bytes),
            > 0 when bytes[0] == MtcuteLayout.Version => MtcuteLayout.Read(bytes),
            _ => throw Unknown(),
        };
    }

    /// <summary>Writes a session, which was checked.</summary>
    public static string Write(StringSession session, StringSessionFormat format, int apiId) => format switch
    {
        StringSessionFormat.TelegramHost => OwnMark + Base64Url.EncodeToString(WriteOwn(session)),
        StringSessionFormat.Telethon => VersionOne + Padded(Base64Url.EncodeToString(WriteTelethon(session))),
        StringSessionFormat.GramJs => VersionOne + Convert.ToBase64String(WriteGramJs(session)),
        StringSessionFormat.Pyrogram => Base64Url.EncodeToString(WritePyrogram(session, apiId)),
        StringSessionFormat.Mtcute => Base64Url.EncodeToString(MtcuteLayout.Write(session)),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such layout."),
    };

    /// <summary>What is wrong with a text that fits no layout.</summary>
    public static FormatException Unknown() =>
        new("The text is no string session of TelegramHost, Telethon, gramjs, Pyrogram or mtcute: copy it once more, whole.");

    private static byte[] Decode(ReadOnlySpan<char> text)
    {
        // Some write base64 with '+' and '/', some with '-' and '_', with padding or without.
        Span<char> url = new char[text.Length];
        text.CopyTo(url);
        url.Replace('+', '-');
        url.Replace('/', '_');
        try
        {
            return Base64Url.DecodeFromChars(url.TrimEnd('='));
        }
        catch (FormatException)
        {
            throw Unknown();
        }
    }

    private static string Padded(string text) => text.PadRight((text.Length + 3) / 4 * 4, '=');

    private static byte[] WriteOwn(StringSession session)
    {
        var bytes = new byte[OwnBodyLength + OwnChecksumLength];
        bytes[0] = OwnVersion;
        bytes[1] = (byte)((session.TestServers ? OwnTest : 0) | (session.IsBot ? OwnBot : 0));
        bytes[2] = (byte)session.DataCenter;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(3), session.AccountId ?? 0);
        session.AuthKey.CopyTo(bytes.AsSpan(11));
        SHA256.HashData(bytes.AsSpan(0, OwnBodyLength)).AsSpan(0, OwnChecksumLength).CopyTo(bytes.AsSpan(OwnBodyLength));
        return bytes;
    }

    private static StringSession ReadOwn(byte[] bytes)
    {
        if (bytes.Length > 0 && bytes[0] > OwnVersion)
            throw new FormatException($"The string session has version {bytes[0]}, and this library reads up to {OwnVersion}: update it.");
        if (bytes.Length != OwnBodyLength + OwnChecksumLength
            || !SHA256.HashData(bytes.AsSpan(0, OwnBodyLength)).AsSpan(0, OwnChecksumLength).SequenceEqual(bytes.AsSpan(OwnBodyLength)))
        {
            throw new FormatException("The string session is damaged, its check sum does not match: copy it once more, whole.");
        }

        var account = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(3));
        return new StringSession
        {
            DataCenter = bytes[2],
            TestServers = (bytes[1] & OwnTest) != 0,
            IsBot = (bytes[1] & OwnBot) != 0,
            AccountId = account == 0 ? null : account,
            AuthKey = [.. bytes[11..OwnBodyLength]],
        };
    }

    private static byte[] WriteTelethon(StringSession session)
    {
        var address = session.KnownAddress;
        return [(byte)session.DataCenter, .. address.Address.GetAddressBytes(), .. BigEndian((ushort)address.Port), .. session.AuthKey];
    }

    private static byte[] WriteGramJs(StringSession session)
    {
        var host = System.Text.Encoding.ASCII.GetBytes(session.KnownAddress.Address.ToString());
        return [(byte)session.DataCenter, .. BigEndian((ushort)host.Length), .. host, .. BigEndian((ushort)session.KnownAddress.Port), .. session.AuthKey];
    }

    /// <summary>Telethon has the address as 4 or 16 bytes; gramjs has it as text behind its length.</summary>
    private static StringSession ReadVersionOne(byte[] bytes)
    {
        const int rest = 1 + 2 + StringSession.KeyLength;
        if (bytes.Length < rest + 4)
            throw Unknown();
        var key = bytes[^StringSession.KeyLength..];
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(bytes.Length - StringSession.KeyLength - 2));
        var host = bytes[1..^(StringSession.KeyLength + 2)];
        if (BinaryPrimitives.ReadUInt16BigEndian(host) == host.Length - 2)
        {
            var isAddress = IPAddress.TryParse(System.Text.Encoding.ASCII.GetString(host.AsSpan(2)), out var written);
            return Of(isAddress ? written : null);
        }

        return host.Length is 4 or 16 ? Of(new IPAddress(host)) : throw Unknown();

        StringSession Of(IPAddress? address) => new()
        {
            DataCenter = bytes[0],
            AuthKey = [.. key],
            Address = address is null ? null : new IPEndPoint(address, port),
            // Neither says it; the test servers have addresses of their own.
            TestServers = address is not null && BootstrapAddresses.Of(bytes[0], testServers: true).Any(known => known.Host == address.ToString()),
        };
    }

    private static byte[] WritePyrogram(StringSession session, int apiId)
    {
        var bytes = new byte[PyrogramLength];
        bytes[0] = (byte)session.DataCenter;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), apiId);
        bytes[5] = session.TestServers ? (byte)1 : (byte)0;
        session.AuthKey.CopyTo(bytes.AsSpan(6));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(6 + StringSession.KeyLength), session.AccountId ?? throw NoAccount());
        bytes[^1] = session.IsBot ? (byte)1 : (byte)0;
        return bytes;
    }

    private static StringSession ReadPyrogram(byte[] bytes)
    {
        var keyAt = bytes.Length == PyrogramLength ? 6 : 2;
        var account = bytes.AsSpan(keyAt + StringSession.KeyLength);
        var (test, bot) = (bytes[keyAt - 1], bytes[^1]);
        // Each is one truth value, which also tells this layout from noise.
        if (test > 1 || bot > 1)
            throw Unknown();
        return new StringSession
        {
            DataCenter = bytes[0],
            TestServers = test == 1,
            AuthKey = [.. bytes[keyAt..(keyAt + StringSession.KeyLength)]],
            AccountId = bytes.Length == PyrogramShortIdLength ? BinaryPrimitives.ReadUInt32BigEndian(account) : BinaryPrimitives.ReadInt64BigEndian(account),
            IsBot = bot == 1,
        };
    }

    private static InvalidOperationException NoAccount() =>
        new("This layout has the account's id in it, which is not known: connect once with the session, then export it.");

    private static byte[] BigEndian(ushort value) => [(byte)(value >> 8), (byte)value];
}
