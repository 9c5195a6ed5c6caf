using TelegramHost.Benchmarks.Harness;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Benchmarks.Crypto;

/// <summary>Items 1 and 2: one IGE chain against a C loop on AES-NI, four chains against one.</summary>
public sealed class IgeBench : IRatioBench
{
    private const int PartBytes = 512 * 1024;

    private readonly byte[] _key = new byte[32];
    private readonly byte[] _iv = new byte[32];

    /// <inheritdoc/>
    public string Name => "aes-ige";

    /// <inheritdoc/>
    public string Description => "AES-256-IGE: one message against a C loop with AES-NI, four messages together against one after the other";

    /// <inheritdoc/>
    public void Run(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        new Random(1).NextBytes(_key);
        AgainstC(report);
        Together(report);
    }

    private void AgainstC(Report report)
    {
        using var native = NativeIge.TryLoad(out var reason);
        if (native is null)
        {
            Console.WriteLine($"{Name}.c: skipped, {reason}");
            return;
        }

        foreach (var (label, length) in new[] { ("512k", PartBytes), ("1k", 1024) })
        {
            var ours = new byte[length];
            var theirs = new byte[length];
            AesIge.Encrypt(_key, _iv, ours);
            native.Encrypt(_key, _iv, theirs);
            if (!ours.AsSpan().SequenceEqual(theirs))
                throw new InvalidOperationException("The C loop and AesIge encrypt differently.");

            report.Add($"{Name}.encrypt.{label}.vs_c", Duel.Run(() => AesIge.Encrypt(_key, _iv, ours), () => native.Encrypt(_key, _iv, theirs)));
            report.Add($"{Name}.decrypt.{label}.vs_c", Duel.Run(() => AesIge.Decrypt(_key, _iv, ours), () => native.Decrypt(_key, _iv, theirs)));
        }
    }

    private void Together(Report report)
    {
        var parts = Enumerable.Range(0, 4).Select(_ => new byte[PartBytes]).ToArray();
        report.Add($"{Name}.four.decrypt", Duel.Run(
            () => AesIge.DecryptFour(
                new(_key, _iv, parts[0]), new(_key, _iv, parts[1]), new(_key, _iv, parts[2]), new(_key, _iv, parts[3])),
            () =>
            {
                foreach (var part in parts)
                    AesIge.Decrypt(_key, _iv, part);
            }));
        report.Add($"{Name}.four.encrypt", Duel.Run(
            () => AesIge.EncryptFour(
                new(_key, _iv, parts[0]), new(_key, _iv, parts[1]), new(_key, _iv, parts[2]), new(_key, _iv, parts[3])),
            () =>
            {
                foreach (var part in parts)
                    AesIge.Encrypt(_key, _iv, part);
            }));
    }
}
