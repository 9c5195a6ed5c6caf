using TelegramHost.Benchmarks.Harness;
using TelegramHost.Benchmarks.Tl.Reference;
using TelegramHost.Benchmarks.Tl.Reference.Wire;
using TelegramHost.Tl;

namespace TelegramHost.Benchmarks.Tl;

/// <summary>Item 5: an <c>updates</c> object of 20 messages, short ones of a group and long ones of a channel.</summary>
public sealed class TlReadBench : IRatioBench
{
    /// <inheritdoc/>
    public string Name => "tl-read";

    /// <inheritdoc/>
    public string Description => "TL reading, eager and lazy, against BinaryReader with a dictionary of delegates";

    /// <inheritdoc/>
    public void Run(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Run(report, "tl_read.chat", SampleUpdates.CreateChat(20));
        Run(report, "tl_read.posts", SampleUpdates.CreatePosts(20));
    }

    private static void Run(Report report, string name, Schema.Updates value)
    {
        using var buffer = new TlBuffer();
        buffer.Append(value);
        var bytes = buffer.Written.ToArray();
        Check(bytes);

        var eager = Duel.Run(() => ReadEager(bytes), () => ReadReference(bytes));
        report.Add(name + ".eager", eager);
        report.Add(name + ".eager.allocation_ratio", eager.AllocationRatio);
        var lazy = Duel.Run(() => ReadLazy(bytes), () => ReadReference(bytes));
        report.Add(name + ".lazy", lazy);
        report.Add(name + ".lazy.allocation_ratio", lazy.AllocationRatio);
    }

    internal static Schema.UpdatesBase ReadEager(byte[] bytes)
    {
        var reader = new TlReader(bytes);
        return Schema.UpdatesBase.Read(ref reader);
    }

    internal static Schema.UpdatesBase ReadLazy(byte[] bytes)
    {
        var reader = TlReader.OverOwned(bytes);
        return Schema.UpdatesBase.Read(ref reader);
    }

    internal static ReferenceUpdates ReadReference(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return (ReferenceUpdates)reader.ReadObject();
    }

    // Both sides must read the same thing, to the last byte.
    private static void Check(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        ReadReference(bytes).Write(writer);
        writer.Flush();
        if (!stream.ToArray().AsSpan().SequenceEqual(bytes))
            throw new InvalidOperationException("The two sides do not agree about the sample.");
    }
}
