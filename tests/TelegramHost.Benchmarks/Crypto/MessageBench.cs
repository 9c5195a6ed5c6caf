using TelegramHost.Benchmarks.Harness;
using TelegramHost.MtProto.Crypto;
using TelegramHost.Tl;

namespace TelegramHost.Benchmarks.Crypto;

/// <summary>Items 3 and 4: whole messages (msg_key, key derivation, IGE) against a plain implementation.</summary>
public sealed class MessageBench : IRatioBench
{
    private const int PartBytes = 512 * 1024;

    /// <inheritdoc/>
    public string Name => "message";

    /// <inheritdoc/>
    public string Description => "MTProto 2.0 messages of 160 bytes and of 512 KB against byte arrays and an ICryptoTransform for each block";

    /// <inheritdoc/>
    public void Run(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var (label, length) in new[] { ("160", 160), ("512k", PartBytes) })
            Measure(report, label, length);
    }

    private void Measure(Report report, string label, int length)
    {
        var random = new Random(1);
        var keyBytes = new byte[AuthKey.SizeBytes];
        random.NextBytes(keyBytes);
        using var authKey = new AuthKey(keyBytes);
        var reference = new PlainCipher(keyBytes, random);
        var entropy = new SeededEntropy(random);
        var plaintext = new byte[length];
        using var packet = new TlBuffer(length + 512);

        // The reference gets as much padding as ours has on average: 0 to 7 blocks more than the least.
        report.Add($"{Name}.encrypt.{label}", Duel.Run(
            () =>
            {
                packet.Clear();
                MessageCipher.Encrypt(authKey, Side.Client, plaintext, entropy, packet);
            },
            () => reference.Encrypt(plaintext, random.Next(8), 0)));

        var wire = reference.Encrypt(plaintext, 4, 8);
        var ours = wire.ToArray();
        report.Add($"{Name}.decrypt.{label}", Duel.Run(
            () =>
            {
                wire.CopyTo(ours, 0);
                if (!MessageCipher.TryDecrypt(authKey, Side.Server, ours, out _))
                    throw new InvalidOperationException("AesIge and the reference disagree.");
            },
            () => reference.Decrypt(wire, 8)));
    }

    private sealed class SeededEntropy(Random random) : IEntropy
    {
        public void Fill(Span<byte> destination) => random.NextBytes(destination);
    }
}
