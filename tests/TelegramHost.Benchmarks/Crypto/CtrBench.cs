using System.Diagnostics;
using TelegramHost.Benchmarks.Harness;
using TelegramHost.MtProto.Crypto;

namespace TelegramHost.Benchmarks.Crypto;

/// <summary>Item 11: the stream of the obfuscated transport.</summary>
public sealed class CtrBench : IRatioBench
{
    /// <inheritdoc/>
    public string Name => "aes-ctr";

    /// <inheritdoc/>
    public string Description => "AES-256-CTR of the obfuscated transport, in MB/s on one core";

    /// <inheritdoc/>
    public void Run(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var cipher = new AesCtr(new byte[32], new byte[16]);
        var data = new byte[64 * 1024];
        var rates = new List<double>();
        for (var i = 0; i < 400; i++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var call = 0; call < 10; call++)
                cipher.Transform(data);
            rates.Add(data.Length * 10 / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e6);
        }

        report.Add($"{Name}.mb_per_second", Duel.Median(rates));
    }
}
