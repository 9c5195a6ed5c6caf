using BenchmarkDotNet.Attributes;
using TelegramHost.Tl;

namespace TelegramHost.Benchmarks.Tl;

/// <summary>Items 5 and 6 in BenchmarkDotNet's form.</summary>
[MemoryDiagnoser]
public class TlBenchmarks
{
    private readonly TlBuffer _buffer = new();
    private readonly Schema.Updates _value = SampleUpdates.CreateChat(20);
    private byte[] _bytes = [];

    /// <summary>Makes the bytes to read.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Write();
        _bytes = _buffer.Written.ToArray();
    }

    /// <summary>The plain side.</summary>
    [Benchmark(Baseline = true)]
    public object ReadReference() => TlReadBench.ReadReference(_bytes);

    /// <summary>All strings at once.</summary>
    [Benchmark]
    public object ReadEager() => TlReadBench.ReadEager(_bytes);

    /// <summary>Strings at first access.</summary>
    [Benchmark]
    public object ReadLazy() => TlReadBench.ReadLazy(_bytes);

    /// <summary>Into a pooled buffer.</summary>
    [Benchmark]
    public void Write()
    {
        _buffer.Clear();
        _buffer.Append(_value);
    }
}
