namespace TelegramHost.MtProto.Framing;

/// <summary>The three kinds of secrets that an MTProxy may have.</summary>
internal enum ProxySecretKind
{
    /// <summary>16 bytes: any transport that can be obfuscated.</summary>
    Plain,

    /// <summary><c>dd</c> and 16 bytes: padded intermediate, so that sizes tell nothing.</summary>
    Padded,

    /// <summary><c>ee</c>, 16 bytes and a domain: padded intermediate inside of what looks like TLS to that domain.</summary>
    FakeTls,
}
