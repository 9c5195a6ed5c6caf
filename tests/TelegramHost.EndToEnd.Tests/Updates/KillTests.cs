using System.Globalization;
using TelegramHost.Emulator;
using TelegramHost.Emulator.Inspection;
using TelegramHost.EndToEnd.Tests.Sample;
using TelegramHost.TestSupport;
using Xunit.Abstractions;

namespace TelegramHost.EndToEnd.Tests.Updates;

/// <summary>A bot in a process of its own that is killed (SIGKILL) at random moments while messages keep coming.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 50;
    private const int People = 4;
    private const int MostMessages = 8000;

    // On average; 6 to 12 were seen on a busy machine. Those in their handlers, and those whose note waits for a few others or for the disk.
    private const int FewRepeats = 25;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("telegramhost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task BotKilledFiftyTimes_RecordsEveryMessage_WithFewRepeats_AllOfThemMarked()
    {
        var random = new Random(Seed.Next(output.WriteLine));
        await using var emulator = TelegramEmulator.Start(new EmulatorOptions());
        var bot = emulator.World.AddBot("5000000001:secret_token", "record_bot");
        EmulatedUser[] people = [.. Enumerable.Range(0, People).Select(i => emulator.World.AddUser($"Ann{i}", $"+1000000000{i}"))];
        // What was sent before the first login is nobody's to deliver: the stream begins once the bot is there.
        var begins = StateAsked(emulator);
        await using (var first = Start(emulator, bot))
        {
            await begins.WaitAsync(s_patience);
            await emulator.World.SendTextAsync(people[0], bot, "end");
            await first.WaitForLineAsync("handled ");
        }

        using var stopSending = new CancellationTokenSource();
        var sending = SendAsync(emulator.World, bot, people, stopSending.Token);

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var life = Start(emulator, bot);
            // Every other time it may die while it starts, else while it works.
            if (kill % 2 == 1)
                await life.WaitForLineAsync("handled ");
            await Task.Delay(random.Next(kill % 2 == 1 ? 300 : 1500));
            // Leaving the block kills it.
        }

        await stopSending.CancelAsync();
        var sent = await sending;
        await using (var last = Start(emulator, bot))
        {
            foreach (var person in people)
            {
                await emulator.World.SendTextAsync(person, bot, $"end{person.Id}");
                await last.WaitForLineAsync($"handled end{person.Id};");
            }
        }

        Check(sent);
    }

    /// <summary>Ends when a client asks where its updates begin.</summary>
    private static Task StateAsked(TelegramEmulator emulator)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        emulator.Wire.Recorded += record =>
        {
            if (record is { Direction: WireDirection.Answer, Name: "updates.state" })
                asked.TrySetResult();
        };
        return asked.Task;
    }

    /// <summary>Numbered messages, from the people in turn; answers how many.</summary>
    private static async Task<int> SendAsync(World world, EmulatedBot bot, EmulatedUser[] people, CancellationToken cancellationToken)
    {
        for (var number = 0; ; number++)
        {
            // More than this a slow machine does not handle between its kills.
            if (number == MostMessages)
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return number;
            await world.SendTextAsync(people[number % People], bot, number.ToString(CultureInfo.InvariantCulture), cancellationToken: CancellationToken.None);
            await Task.Delay(s_pause, CancellationToken.None);
        }
    }

    private ProgramUnderTest Start(TelegramEmulator emulator, EmulatedBot bot) => ProgramUnderTest.RecordingBot(
        ("Record", Path.Combine(_folder, "record")),
        ("Telegram__ApiId", "1"),
        ("Telegram__ApiHash", "0123456789abcdef0123456789abcdef"),
        ("Telegram__BotToken", bot.Token),
        ("Telegram__Session__Path", Path.Combine(_folder, "bot.session")),
        ("Telegram__Connection__Endpoint", emulator.EndPoint.ToString()),
        ("Telegram__Connection__DataCenter", emulator.DataCenter.ToString(CultureInfo.InvariantCulture)),
        ("Telegram__Connection__PublicKeys__0", emulator.PublicKeyPem),
        ("Logging__LogLevel__Default", "Warning"));

    private void Check(int sent)
    {
        var (repeats, unmarked, inVain) = (0, 0, 0);
        var seen = new HashSet<int>();
        var newest = new int[People];
        Array.Fill(newest, -1);
        foreach (var line in File.ReadLines(Path.Combine(_folder, "record")).Where(line => !line.StartsWith("end", StringComparison.Ordinal)))
        {
            var isMarked = line.EndsWith(" R", StringComparison.Ordinal);
            var number = int.Parse(isMarked ? line[..^2] : line, CultureInfo.InvariantCulture);
            if (!seen.Add(number))
            {
                repeats++;
                unmarked += isMarked ? 0 : 1;
                continue;
            }

            inVain += isMarked ? 1 : 0;
            Assert.True(number > newest[number % People], $"{number} came after {newest[number % People]} of the same chat");
            newest[number % People] = number;
        }

        output.WriteLine($"{Kills} kills, {sent} messages, {repeats} repeats, {unmarked} of them not marked, {inVain} marked in vain");
        Assert.Empty(Enumerable.Range(0, sent).Except(seen));
        Assert.Equal(0, unmarked);
        Assert.True(repeats <= Kills * FewRepeats, $"{repeats} repeats are more than {FewRepeats} a kill");
        Assert.True(repeats > 0, "no kill hit an update between its handler and the store: the test has not shown anything about repeats");
    }
}
