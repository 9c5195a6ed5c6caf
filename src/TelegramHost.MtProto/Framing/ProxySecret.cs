using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TelegramHost.MtProto.Framing;

/// <summary>The secret of an MTProxy: 16 bytes that go into the keys, and how the connection has to look.</summary>
/// <remarks>
/// Written in hexadecimal, base64url or base64. A text that can be read in two ways is taken in the one that gives a secret.
/// Source: https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation
/// </remarks>
internal sealed class ProxySecret
{
    /// <summary>Length of the part that goes into the keys.</summary>
    public const int KeyBytes = 16;

    /// <summary>The longest domain of a FakeTLS secret; official clients take no longer one.</summary>
    public const int MaxDomainBytes = 182;

    private const byte PaddedMark = 0xdd;
    private const byte FakeTlsMark = 0xee;

    private readonly byte[] _key;

    private ProxySecret(ProxySecretKind kind, ReadOnlySpan<byte> key, string domain)
    {
        Kind = kind;
        _key = key.ToArray();
        Domain = domain;
    }

    /// <summary>How the connection has to look.</summary>
    public ProxySecretKind Kind { get; }

    /// <summary>The 16 bytes that go into the keys.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>The server whose TLS is played, for <see cref="ProxySecretKind.FakeTls"/>; else empty.</summary>
    public string Domain { get; }

    /// <summary>Reads a secret.</summary>
    /// <param name="text">What the proxy's owner gave out.</param>
    /// <param name="secret">The secret, if there is one.</param>
    /// <param name="fault">What is wrong with it, if there is none; never the text itself.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ProxySecret? secret, [NotNullWhen(false)] out string? fault)
    {
        secret = null;
        fault = "is neither hexadecimal nor base64";
        return (TryDecodeHex(text, out var bytes) && TryRead(bytes, out secret, out fault))
            || (TryDecodeBase64(text, out bytes) && TryRead(bytes, out secret, out fault));
    }

    private static bool TryDecodeHex(string text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length == 0 || text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit))
            return false;
        bytes = Convert.FromHexString(text);
        return true;
    }

    private static bool TryDecodeBase64(string text, out byte[] bytes)
    {
        var url = text.Replace('+', '-').Replace('/', '_');
        bytes = new byte[Base64Url.GetMaxDecodedLength(url.Length)];
        if (text.Length == 0 || !Base64Url.IsValid(url) || !Base64Url.TryDecodeFromChars(url, bytes, out var length))
            return false;
        bytes = bytes[..length];
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ProxySecret? secret, [NotNullWhen(false)] out string? fault)
    {
        (secret, fault) = (null, null);
        if (bytes.Length == KeyBytes)
            secret = new ProxySecret(ProxySecretKind.Plain, bytes, "");
        else if (bytes.Length == KeyBytes + 1 && bytes[0] == PaddedMark)
            secret = new ProxySecret(ProxySecretKind.Padded, bytes[1..], "");
        else if (bytes.Length > KeyBytes + 1 && bytes[0] == FakeTlsMark)
            return TryReadFakeTls(bytes[1..], out secret, out fault);
        else
            fault = $"has {bytes.Length} bytes, expected 16, dd and 16, or ee and 16 and a domain";
        return secret is not null;
    }

    private static bool TryReadFakeTls(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ProxySecret? secret, [NotNullWhen(false)] out string? fault)
    {
        (secret, fault) = (null, null);
        var domain = bytes[KeyBytes..];
        if (domain.Length > MaxDomainBytes)
            fault = $"names a domain of {domain.Length} bytes, expected at most {MaxDomainBytes}";
        else if (domain.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            fault = "names a domain with characters that no domain has";
        else
            secret = new ProxySecret(ProxySecretKind.FakeTls, bytes[..KeyBytes], Encoding.ASCII.GetString(domain));
        return secret is not null;
    }
}
