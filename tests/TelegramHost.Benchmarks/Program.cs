using TelegramHost.Benchmarks.Harness;
using TelegramHost.Benchmarks.Network;
using TelegramHost.Benchmarks.Startup;

// Ratios:                          dotnet run -c Release --project tests/TelegramHost.Benchmarks -- tl-read tl-write [--json FILE]
// Steady state by BenchmarkDotNet: dotnet run -c Release --project tests/TelegramHost.Benchmarks -- bdn [its own arguments]
return args switch
{
    [HostMode.Empty] => await HostMode.RunEmptyAsync(),
    [HostMode.Client] => await HostMode.RunClientAsync(),
    [Peer.Argument] => await Peer.RunAsync(),
    ["bdn", .. var rest] => SteadyState.Run(rest),
    _ => RatioProgram.Run(args),
};
