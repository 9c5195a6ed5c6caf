using BenchmarkDotNet.Running;

namespace TelegramHost.Benchmarks.Harness;

/// <summary>Hands over to BenchmarkDotNet, which is not even loaded otherwise.</summary>
internal static class SteadyState
{
    public static int Run(string[] arguments)
    {
        BenchmarkSwitcher.FromAssembly(typeof(SteadyState).Assembly).Run(arguments);
        return 0;
    }
}
