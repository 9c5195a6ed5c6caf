using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TelegramHost.Benchmarks.Startup;

/// <summary>One start of a program: when it says what, and how much memory it holds once it has nothing to do.</summary>
/// <param name="StartedMilliseconds">From the start of the process to the host's "Application started".</param>
/// <param name="OnlineMilliseconds">From the start of the process to the bot's login; 0 for a program that is no bot.</param>
/// <param name="ResidentMiB">What is resident when idle.</param>
/// <param name="PeakMiB">The most that was ever resident.</param>
internal sealed record Launch(double StartedMilliseconds, double OnlineMilliseconds, double ResidentMiB, double PeakMiB)
{
    private const string StartedMark = "Application started";
    private const string OnlineMark = "Logged in as";
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Starts the program in a folder of its own, measures, and ends it.</summary>
    public static Launch Of(Subject subject)
    {
        var folder = Directory.CreateTempSubdirectory("telegramhost-startup-");
        try
        {
            return Of(subject, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Launch Of(Subject subject, string folder)
    {
        using var process = new Process { StartInfo = Describe(subject, folder) };
        var clock = Stopwatch.StartNew();
        process.Start();
        try
        {
            using var timeout = new Timer(_ => process.Kill(), null, Longest, Timeout.InfiniteTimeSpan);
            var (started, online) = ReadMarks(process, subject, clock);
            Thread.Sleep(Idle);
            var (resident, peak) = Memory(process);
            return new Launch(started, online, resident, peak);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static ProcessStartInfo Describe(Subject subject, string folder)
    {
        var info = new ProcessStartInfo(subject.Program) { WorkingDirectory = folder, RedirectStandardOutput = true };
        if (subject.Argument is not null)
            info.ArgumentList.Add(subject.Argument);
        foreach (var foreign in info.Environment.Keys.Where(IsForeign).ToList())
            info.Environment.Remove(foreign);
        foreach (var (name, value) in subject.Settings)
            info.Environment[name] = value;

        // The runtime that runs this program, wherever it was installed.
        info.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return info;
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("Telegram__", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_ENVIRONMENT" or "ASPNETCORE_ENVIRONMENT" or "DOTNET_URLS" or "ASPNETCORE_URLS";

    private static (double Started, double Online) ReadMarks(Process process, Subject subject, Stopwatch clock)
    {
        var (started, online) = (0.0, 0.0);
        var seen = new List<string>();
        while (started == 0 || (subject.IsBot && online == 0))
        {
            var line = process.StandardOutput.ReadLine()
                ?? throw new InvalidOperationException($"'{subject.Name}' ended, or did not come up within {Longest.TotalSeconds} s. It said:\n{string.Join('\n', seen)}");
            seen.Add(line);
            if (line.Contains(StartedMark, StringComparison.Ordinal))
                started = clock.Elapsed.TotalMilliseconds;
            else if (line.Contains(OnlineMark, StringComparison.Ordinal))
                online = clock.Elapsed.TotalMilliseconds;
        }

        return (started, online);
    }

    private static (double Resident, double Peak) Memory(Process process)
    {
        const double MiB = 1024 * 1024;
        if (!OperatingSystem.IsLinux())
        {
            process.Refresh();
            return (process.WorkingSet64 / MiB, process.PeakWorkingSet64 / MiB);
        }

        var status = File.ReadAllLines($"/proc/{process.Id}/status");
        return (Kilobytes("VmRSS:") / 1024, Kilobytes("VmHWM:") / 1024);

        double Kilobytes(string name) => double.Parse(
            status.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(),
            CultureInfo.InvariantCulture);
    }
}
