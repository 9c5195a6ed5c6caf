using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Framing;

/// <summary>The extensions of a browser's ClientHello, in a new order every time.</summary>
/// <remarks>Source of the numbers: https://www.iana.org/assignments/tls-extensiontype-values</remarks>
internal sealed class FakeTlsExtensions
{
    private const int X25519 = 0x001d;
    private const int X25519MlKem768 = 0x11ec;
    private const int EncryptedClientHello = 0xfe0d;

    // AES-128-GCM adds 16 bytes to what Chromium pads to a multiple of 32.
    private const int ShortestEchPayload = 128 + 16;

    private readonly TlsStructWriter _writer;
    private readonly byte[] _domain;
    private readonly TlsGrease _grease;
    private readonly IEntropy _entropy;

    /// <summary>The extensions for a visit of <paramref name="domain"/>.</summary>
    public FakeTlsExtensions(TlsStructWriter writer, byte[] domain, TlsGrease grease, IEntropy entropy) =>
        (_writer, _domain, _grease, _entropy) = (writer, domain, grease, entropy);

    /// <summary>Writes them all: GREASE at both ends stays where it is.</summary>
    public void Write()
    {
        Action[] shuffled =
        [
            ServerName,
            () => Fixed(0x0005, [1, 0, 0, 0, 0]), // status_request: OCSP
            SupportedGroups,
            () => Fixed(0x000b, [1, 0]), // ec_point_formats: uncompressed
            () => Fixed(0x000d, [0, 16, 4, 3, 8, 4, 4, 1, 5, 3, 8, 5, 5, 1, 8, 6, 6, 1]), // signature_algorithms
            () => Fixed(0x0010, [0, 12, 2, .. "h2"u8, 8, .. "http/1.1"u8]), // application_layer_protocol_negotiation
            () => Fixed(0x0012, []), // signed_certificate_timestamp
            () => Fixed(0x0017, []), // extended_master_secret
            () => Fixed(0x001b, [2, 0, 2]), // compress_certificate: brotli
            () => Fixed(0x0023, []), // session_ticket
            SupportedVersions,
            () => Fixed(0x002d, [1, 1]), // psk_key_exchange_modes
            KeyShare,
            () => Fixed(0x44cd, [0, 3, 2, .. "h2"u8]), // application_settings
            Ech,
            () => Fixed(0xff01, [0]), // renegotiation_info
        ];
        Shuffle(shuffled);

        Fixed(_grease.FirstExtension, []);
        foreach (var write in shuffled)
            write();
        Fixed(_grease.LastExtension, [0]);
    }

    private void Fixed(int type, ReadOnlySpan<byte> body)
    {
        var start = Begin(type);
        _writer.Raw(body);
        _writer.End(start, 2);
    }

    private int Begin(int type)
    {
        _writer.UInt16(type);
        return _writer.Begin(2);
    }

    private void ServerName()
    {
        var start = Begin(0);
        var list = _writer.Begin(2);
        _writer.Raw([0]);
        _writer.UInt16(_domain.Length);
        _writer.Raw(_domain);
        _writer.End(list, 2);
        _writer.End(start, 2);
    }

    private void SupportedGroups()
    {
        var start = Begin(0x000a);
        var list = _writer.Begin(2);
        foreach (var group in (ReadOnlySpan<int>)[_grease.Group, X25519MlKem768, X25519, 0x0017, 0x0018])
            _writer.UInt16(group);
        _writer.End(list, 2);
        _writer.End(start, 2);
    }

    private void SupportedVersions()
    {
        var start = Begin(0x002b);
        var list = _writer.Begin(1);
        foreach (var version in (ReadOnlySpan<int>)[_grease.Version, 0x0304, 0x0303])
            _writer.UInt16(version);
        _writer.End(list, 1);
        _writer.End(start, 2);
    }

    private void KeyShare()
    {
        var start = Begin(0x0033);
        var list = _writer.Begin(2);
        _writer.UInt16(_grease.Group);
        _writer.UInt16(1);
        _writer.Raw([0]);

        _writer.UInt16(X25519MlKem768);
        _writer.UInt16(TlsKeyShare.MlKem768Bytes + TlsKeyShare.X25519Bytes);
        TlsKeyShare.FillMlKem768(_writer.Room(TlsKeyShare.MlKem768Bytes), _entropy);
        TlsKeyShare.FillX25519(_writer.Room(TlsKeyShare.X25519Bytes), _entropy);

        _writer.UInt16(X25519);
        _writer.UInt16(TlsKeyShare.X25519Bytes);
        TlsKeyShare.FillX25519(_writer.Room(TlsKeyShare.X25519Bytes), _entropy);
        _writer.End(list, 2);
        _writer.End(start, 2);
    }

    // A browser that knows no key of the server sends one that nobody can open (https://datatracker.ietf.org/doc/draft-ietf-tls-esni/).
    private void Ech()
    {
        Span<byte> random = stackalloc byte[2];
        _entropy.Fill(random);
        var start = Begin(EncryptedClientHello);
        _writer.Raw([0, 0, 1, 0, 1, random[0]]); // outer; HKDF-SHA256, AES-128-GCM; the configuration's id
        _writer.UInt16(TlsKeyShare.X25519Bytes);
        TlsKeyShare.FillX25519(_writer.Room(TlsKeyShare.X25519Bytes), _entropy);
        var length = ShortestEchPayload + (32 * (random[1] & 3));
        _writer.UInt16(length);
        _entropy.Fill(_writer.Room(length));
        _writer.End(start, 2);
    }

    private void Shuffle(Action[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private int Below(int limit)
    {
        Span<byte> random = stackalloc byte[1];
        var fair = 256 - (256 % limit);
        do
            _entropy.Fill(random);
        while (random[0] >= fair);
        return random[0] % limit;
    }
}
