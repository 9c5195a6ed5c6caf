using System.Globalization;
using TelegramHost.Benchmarks.Harness;
using TelegramHost.Emulator;

namespace TelegramHost.Benchmarks.Startup;

/// <summary>Item 10: processes started in turns, beside a generic host with nothing in it.</summary>
/// <remarks>The server that bots log in at lives in this process, so that only the bot's own cost counts; in Development EchoBot brings its own.</remarks>
public sealed class StartupBench : IRatioBench
{
    private const string Token = "5000000001:AAstartup-bench-token-of-the-emulator";
    private const int Rounds = 7;

    /// <inheritdoc/>
    public string Name => "startup";

    /// <inheritdoc/>
    public string Description => "start-up time and resident memory of EchoBot, and of a client alone, beside an empty generic host";

    /// <inheritdoc/>
    public void Run(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        RunAsync(report).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(Report report)
    {
        var emulator = TelegramEmulator.Start(new EmulatorOptions());
        await using (emulator.ConfigureAwait(false))
        {
            emulator.World.AddBot(Token, "startup_bench_bot");
            var subjects = Subjects(emulator);
            var launches = subjects.ToDictionary(subject => subject, _ => new List<Launch>());

            // The first round fills the disk cache and warms the server; it does not count.
            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var subject in subjects)
                {
                    var launch = Launch.Of(subject);
                    if (round > 0)
                        launches[subject].Add(launch);
                }
            }

            foreach (var subject in subjects)
                Add(report, "startup." + subject.Name, launches[subject], launches[subjects[0]], subject.IsBot);
        }
    }

    private static void Add(Report report, string name, List<Launch> launches, List<Launch> empty, bool isBot)
    {
        report.Add(name + ".started_ms", Median(launches, launch => launch.StartedMilliseconds));
        if (isBot)
            report.Add(name + ".online_ms", Median(launches, launch => launch.OnlineMilliseconds));
        report.Add(name + ".rss_mib", Median(launches, launch => launch.ResidentMiB));
        report.Add(name + ".peak_mib", Median(launches, launch => launch.PeakMiB));
        if (ReferenceEquals(launches, empty))
            return;

        // Round by round, so that a slow moment of the machine meets both sides.
        var pairs = launches.Zip(empty, (ours, theirs) => (Ours: ours, Theirs: theirs)).ToList();
        report.Add(name + ".started_ratio", Duel.Median(pairs.Select(pair => pair.Ours.StartedMilliseconds / pair.Theirs.StartedMilliseconds)));
        if (isBot)
            report.Add(name + ".online_ratio", Duel.Median(pairs.Select(pair => pair.Ours.OnlineMilliseconds / pair.Theirs.StartedMilliseconds)));
        report.Add(name + ".rss_ratio", Duel.Median(pairs.Select(pair => pair.Ours.ResidentMiB / pair.Theirs.ResidentMiB)));
        report.Add(name + ".rss_more_mib", Duel.Median(pairs.Select(pair => pair.Ours.ResidentMiB - pair.Theirs.ResidentMiB)));
    }

    private static double Median(List<Launch> launches, Func<Launch, double> value) => Duel.Median(launches.Select(value));

    private static List<Subject> Subjects(TelegramEmulator emulator)
    {
        var self = Executable(AppContext.BaseDirectory, "TelegramHost.Benchmarks");
        var echoBot = Executable(EchoBotFolder(), "EchoBot");
        var outside = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Telegram__ApiId"] = "1",
            ["Telegram__ApiHash"] = "0123456789abcdef0123456789abcdef",
            ["Telegram__BotToken"] = Token,
            ["Telegram__Connection__Endpoint"] = emulator.EndPoint.ToString(),
            ["Telegram__Connection__DataCenter"] = emulator.DataCenter.ToString(CultureInfo.InvariantCulture),
            ["Telegram__Connection__PublicKeys__0"] = emulator.PublicKeyPem,
            ["Telegram__Session__Store"] = "Memory",
        };

        // Empty credentials win over those that somebody keeps as user secrets, and the embedded server is used.
        var inside = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["Telegram__BotToken"] = "",
            ["Telegram__PhoneNumber"] = "",
        };
        return
        [
            new("empty_host", self, HostMode.Empty, false, new Dictionary<string, string> { ["DOTNET_ENVIRONMENT"] = "Production" }),
            new("client", self, HostMode.Client, true, outside),
            new("echobot_production", echoBot, null, true, outside),
            new("echobot_development", echoBot, null, true, inside),
        ];
    }

    private static string Executable(string folder, string name)
    {
        var path = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"'{path}' has not been built.", path);
    }

    // samples/EchoBot is built with this project, by the same configuration: …/bin/Release/net10.0.
    private static string EchoBotFolder()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = output;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "TelegramHost.sln")))
            root = root.Parent;
        return root is null
            ? throw new DirectoryNotFoundException($"There is no TelegramHost.sln above '{output.FullName}', so EchoBot cannot be found.")
            : Path.Combine(root.FullName, "samples", "EchoBot", "bin", output.Parent!.Name, output.Name);
    }
}
