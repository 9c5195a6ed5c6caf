using TelegramHost.Benchmarks.Harness;
using TelegramHost.Tl;

namespace TelegramHost.Benchmarks.Tl;

/// <summary>Item 6: the same objects written into a pooled buffer.</summary>
public sealed class TlWriteBench : IRatioBench
{
    /// <inheritdoc/>
    public string Name => "tl-write";

    /// <inheritdoc/>
    public string Description => "TL writing into a pooled buffer, against BinaryWriter on a MemoryStream";

    /// <inheritdoc/>
    public void Run(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Run(report, "tl_write.chat", SampleUpdates.CreateChat(20));
        Run(report, "tl_write.posts", SampleUpdates.CreatePosts(20));
    }

    private static void Run(Report report, string name, Schema.Updates value)
    {
        using var buffer = new TlBuffer();
        buffer.Append(value);
        var reference = TlReadBench.ReadReference(buffer.Written.ToArray());

        report.Add(name, Duel.Run(
            () =>
            {
                buffer.Clear();
                buffer.Append(value);
            },
            () =>
            {
                using var stream = new MemoryStream();
                using var writer = new BinaryWriter(stream);
                reference.Write(writer);
                writer.Flush();
                _ = stream.ToArray();
            }));
    }
}
