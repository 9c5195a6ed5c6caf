using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Framing;

/// <summary>The reserved values that browsers mix into a hello, so that servers stay tolerant: 0a0a, 1a1a … fafa.</summary>
/// <remarks>Source: https://www.rfc-editor.org/rfc/rfc8701</remarks>
internal sealed class TlsGrease
{
    /// <summary>New values.</summary>
    public TlsGrease(IEntropy entropy)
    {
        Span<byte> random = stackalloc byte[5];
        entropy.Fill(random);
        Cipher = Value(random[0]);
        Group = Value(random[1]);
        Version = Value(random[2]);
        FirstExtension = Value(random[3]);
        LastExtension = Value(random[4]);

        // No extension may come twice.
        if (LastExtension == FirstExtension)
            LastExtension ^= 0x1010;
    }

    public int Cipher { get; }

    public int Group { get; }

    public int Version { get; }

    public int FirstExtension { get; }

    public int LastExtension { get; }

    private static int Value(byte random) => ((random & 0xf0) | 0x0a) * 0x0101;
}
