using TelegramHost.MtProto.Crypto;

namespace TelegramHost.MtProto.Framing;

/// <summary>Makes the framing that a connection was set to use.</summary>
internal static class Framings
{
    // Inside the obfuscated header the abridged transport is named by four bytes.
    private const uint AbridgedHeaderTag = 0xefefefef;

    /// <summary>A framing for the client's side of one new connection.</summary>
    /// <param name="kind">The transport.</param>
    /// <param name="obfuscated">Whether it is hidden in obfuscated2. The full transport cannot be.</param>
    /// <param name="dcId">For a proxy: the data centre, +10000 for the test servers, negative for media.</param>
    /// <param name="entropy">The source of the obfuscation's keys and of padding.</param>
    /// <param name="proxySecret">The 16 bytes of an MTProxy's secret, or nothing.</param>
    /// <exception cref="ArgumentException">The full transport was to be obfuscated, or the secret has a wrong length.</exception>
    public static IFraming Create(
        TransportKind kind, bool obfuscated, int dcId, IEntropy entropy, ReadOnlySpan<byte> proxySecret = default)
    {
        IFraming framing = kind switch
        {
            TransportKind.Abridged => new AbridgedFraming(),
            TransportKind.Intermediate => new IntermediateFraming(),
            TransportKind.PaddedIntermediate => new PaddedIntermediateFraming(entropy),
            TransportKind.Full => new FullFraming(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown transport."),
        };
        if (!obfuscated)
            return framing;

        var tag = kind switch
        {
            TransportKind.Abridged => AbridgedHeaderTag,
            TransportKind.Intermediate => IntermediateFraming.Tag,
            TransportKind.PaddedIntermediate => PaddedIntermediateFraming.Tag,
            _ => throw new ArgumentException($"The {kind} transport cannot be obfuscated; choose another one or switch obfuscation off.", nameof(kind)),
        };
        return new ObfuscatedFraming(framing, tag, checked((short)dcId), entropy, proxySecret);
    }
}
