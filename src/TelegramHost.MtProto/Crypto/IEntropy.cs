namespace TelegramHost.MtProto.Crypto;

/// <summary>Where random bytes come from: the rim gives a cryptographic source, tests give a seeded one.</summary>
internal interface IEntropy
{
    /// <summary>Fills <paramref name="destination"/> with random bytes.</summary>
    void Fill(Span<byte> destination);
}
