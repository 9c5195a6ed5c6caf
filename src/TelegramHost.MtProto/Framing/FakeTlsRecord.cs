namespace TelegramHost.MtProto.Framing;

/// <summary>The records that TLS 1.2 and 1.3 put around everything: type, version, length, payload.</summary>
/// <remarks>Source: https://www.rfc-editor.org/rfc/rfc8446#section-5.1</remarks>
internal static class FakeTlsRecord
{
    /// <summary>Type, two bytes of version, two bytes of length.</summary>
    public const int HeaderBytes = 5;

    /// <summary>A change of the cipher, without meaning in TLS 1.3.</summary>
    public const byte ChangeCipherSpec = 0x14;

    /// <summary>The other side gives up.</summary>
    public const byte Alert = 0x15;

    /// <summary>A part of the handshake.</summary>
    public const byte Handshake = 0x16;

    /// <summary>Data.</summary>
    public const byte ApplicationData = 0x17;

    /// <summary>Checks the version of a header and says how long its payload is.</summary>
    /// <exception cref="ProtocolException">It is no record of TLS 1.2 or 1.3.</exception>
    public static int PayloadLength(ReadOnlySpan<byte> header)
    {
        if (header[1] != 3 || header[2] != 3)
            throw new ProtocolException("Version of a TLS record", "0303", Convert.ToHexStringLower(header[1..3]));
        return (header[3] << 8) | header[4];
    }
}
