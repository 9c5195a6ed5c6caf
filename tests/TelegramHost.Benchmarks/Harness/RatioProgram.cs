namespace TelegramHost.Benchmarks.Harness;

/// <summary>Runs the benches that are named on the command line.</summary>
internal static class RatioProgram
{
    public static int Run(string[] args)
    {
        var benches = Find();
        var names = new List<string>();
        string? json = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--json" && i + 1 < args.Length)
                json = args[++i];
            else
                names.Add(args[i]);
        }

        var unknown = names.FirstOrDefault(name => name != "all" && !benches.ContainsKey(name));
        if (names.Count == 0 || unknown is not null)
        {
            if (unknown is not null)
                Console.Error.WriteLine($"There is no bench '{unknown}'.");
            WriteHelp(benches.Values);
            return 2;
        }

        WarnOfDebugBuild();
        var report = new Report();
        foreach (var name in names.Contains("all") ? benches.Keys : names.AsEnumerable())
            benches[name].Run(report);
        if (json is not null)
            report.WriteJson(json);
        return 0;
    }

    private static void WriteHelp(IEnumerable<IRatioBench> benches)
    {
        Console.Error.WriteLine("""
            Usage: dotnet run -c Release --project tests/TelegramHost.Benchmarks -- BENCH… [--json FILE]
                   dotnet run -c Release --project tests/TelegramHost.Benchmarks -- bdn [arguments of BenchmarkDotNet]

            Prints 'name: value' lines; --json writes them to a file too. Ratios are the reference's time divided by ours,
            except those of startup: ours divided by the empty host's. Benches:
            """);
        foreach (var bench in benches)
            Console.Error.WriteLine($"  {bench.Name,-12} {bench.Description}");
        Console.Error.WriteLine($"  {"all",-12} every one of them");
    }

    private static SortedDictionary<string, IRatioBench> Find()
    {
        var found = typeof(RatioProgram).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IRatioBench)))
            .Select(type => (IRatioBench)Activator.CreateInstance(type)!);
        return new SortedDictionary<string, IRatioBench>(found.ToDictionary(bench => bench.Name), StringComparer.Ordinal);
    }

    [System.Diagnostics.Conditional("DEBUG")]
    private static void WarnOfDebugBuild() => Console.Error.WriteLine("This is a Debug build: its ratios mean nothing. Use -c Release.");
}
