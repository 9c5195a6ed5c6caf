using System.Globalization;
using System.Text.RegularExpressions;
using TelegramHost.Emulator;
using TelegramHost.EndToEnd.Tests.Sample;

namespace TelegramHost.Sessions.Tests.Replicas;

/// <summary>An emulator whose person sends numbered messages without a pause once the first bot counts them, and bots as processes on one PostgreSQL session.</summary>
internal sealed partial class ReplicaRig : IAsyncDisposable
{
    private const string Token = "5000000001:secret_token";

    private static readonly TimeSpan _betweenMessages = TimeSpan.FromMilliseconds(20);

    private readonly string _database;
    private readonly CancellationTokenSource _streaming = new();
    private readonly TaskCompletionSource _counting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EmulatedBot _bot;
    private readonly EmulatedUser _person;
    private readonly Task _stream;

    public ReplicaRig(string database)
    {
        _database = database;
        Emulator = TelegramEmulator.Start(new EmulatorOptions { JournalCapacity = 1_000_000 });
        _bot = Emulator.World.AddBot(Token, "some_bot");
        _person = Emulator.World.AddUser("Ada", "+10000000001");
        // What came before the first login is owed to nobody; what comes after its first state is.
        Emulator.Wire.Recorded += record =>
        {
            if (record.Name == "updates.state")
                _counting.TrySetResult();
        };
        _stream = StreamAsync();
    }

    public TelegramEmulator Emulator { get; }

    /// <summary>The number of the last message sent.</summary>
    public int Sent { get; private set; }

    /// <summary>The line that a bot prints for a message.</summary>
    public static string LineOf(int number) => string.Create(CultureInfo.InvariantCulture, $"handled {number};");

    /// <summary>The numbers that a bot has recorded.</summary>
    public static IEnumerable<int> RecordOf(ProgramUnderTest bot) =>
        Record().Matches(bot.Output).Select(line => int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    /// <summary>Starts a bot that waits for the session; the database knows it by <paramref name="name"/>.</summary>
    public ProgramUnderTest StartBot(string name) => ProgramUnderTest.ReplicaBot(
        ("Telegram__ApiId", "1"),
        ("Telegram__ApiHash", "0123456789abcdef0123456789abcdef"),
        ("Telegram__BotToken", Token),
        ("Telegram__Connection__Endpoint", Emulator.EndPoint.ToString()),
        ("Telegram__Connection__PublicKeys__0", Emulator.PublicKeyPem),
        ("Telegram__Session__Store", "Postgres"),
        ("Telegram__Session__ConnectionString", $"{_database};Application Name={name}"),
        ("Telegram__Session__WhenLocked", "Wait"));

    /// <summary>Ends the stream; no message is sent any more.</summary>
    public async Task EndStreamAsync()
    {
        await _streaming.CancelAsync();
        await _stream;
    }

    /// <summary>Sends the next message.</summary>
    public Task SendAsync() => Emulator.World.SendTextAsync(_person, _bot, (++Sent).ToString(CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        await EndStreamAsync();
        await Emulator.DisposeAsync();
        _streaming.Dispose();
    }

    private async Task StreamAsync()
    {
        using var timer = new PeriodicTimer(_betweenMessages);
        try
        {
            await _counting.Task.WaitAsync(_streaming.Token);
            while (await timer.WaitForNextTickAsync(_streaming.Token))
                await SendAsync();
        }
        catch (OperationCanceledException)
        {
            // The end of the stream.
        }
    }

    [GeneratedRegex(@"handled (\d+);")]
    private static partial Regex Record();
}
