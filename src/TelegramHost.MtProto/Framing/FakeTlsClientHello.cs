using System.Text;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Framing;

/// <summary>Makes the ClientHello of a browser that visits the secret's domain, with the proof of the secret as its random bytes.</summary>
/// <remarks>
/// Its parts, their order and their lengths are those of a current Chromium: whoever watches the line finds one among millions.
/// Extensions come in a new order every time, and values that mean nothing (GREASE) are drawn anew, so its length is not fixed.
/// Sources: https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2, https://www.rfc-editor.org/rfc/rfc8701
/// </remarks>
internal static class FakeTlsClientHello
{
    private const int SessionIdBytes = 32;
    private const byte ClientHello = 1;

    // TLS 1.3 first, then what older servers know.
    private static ReadOnlySpan<ushort> CipherSuites =>
    [
        0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035,
    ];

    /// <summary>One hello, as a whole record.</summary>
    /// <param name="secret">A secret of kind <see cref="ProxySecretKind.FakeTls"/>.</param>
    /// <param name="entropy">The source of keys, order and GREASE.</param>
    /// <param name="unixTime">Seconds since 1970, as the proxy should count them.</param>
    public static byte[] Create(ProxySecret secret, IEntropy entropy, long unixTime)
    {
        using var writer = new TlsStructWriter();
        writer.Raw([FakeTlsRecord.Handshake, 3, 1]);
        var record = writer.Begin(2);
        writer.Raw([ClientHello]);
        var hello = writer.Begin(3);
        WriteHello(writer, secret, entropy);
        writer.End(hello, 3);
        writer.End(record, 2);
        FakeTlsDigest.Sign(secret.Key, writer.Written, unixTime);
        return writer.Written.ToArray();
    }

    private static void WriteHello(TlsStructWriter writer, ProxySecret secret, IEntropy entropy)
    {
        var grease = new TlsGrease(entropy);
        writer.UInt16(0x0303);
        writer.Room(FakeTlsDigest.Bytes).Clear();
        writer.Raw([SessionIdBytes]);
        entropy.Fill(writer.Room(SessionIdBytes));

        var ciphers = writer.Begin(2);
        writer.UInt16(grease.Cipher);
        foreach (var suite in CipherSuites)
            writer.UInt16(suite);
        writer.End(ciphers, 2);
        writer.Raw([1, 0]); // no compression

        var extensions = writer.Begin(2);
        new FakeTlsExtensions(writer, Encoding.ASCII.GetBytes(secret.Domain), grease, entropy).Write();
        writer.End(extensions, 2);
    }
}
