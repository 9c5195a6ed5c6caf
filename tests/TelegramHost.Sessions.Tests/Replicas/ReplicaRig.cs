using System.Globalization;
using System.Text.RegularExpressions;
using TelegramHost.Emulator;
using TelegramHost.EndToEnd.Tests.Sample;

namespace TelegramHost.Sessions.Tests.Replicas;

/// <summary>An emulator whose person sends numbered messages without a pause once the first bot counts them, and bots as processes on one session.</summary>
internal sealed partial class ReplicaRig : IAsyncDisposable
{
    /// <summary>Stands for a bot's name in the settings.</summary>
    public const string Bot = "{bot}";

    private const string Token = "5000000001:secret_token";

    private static readonly TimeSpan _betweenMessages = TimeSpan.FromMilliseconds(20);

    private readonly (string Name, string Value)[] _session;
    private readonly CancellationTokenSource _streaming = new();
    private readonly TaskCompletionSource _counting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EmulatedBot _bot;
    private readonly EmulatedUser _person;
    private readonly Task _stream;

    /// <param name="session">Where the session is: the settings in <c>Telegram:Session</c>.</param>
    public ReplicaRig(params (string Name, string Value)[] session)
    {
        _session = session;
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

    /// <summary>Starts a bot that waits for the session; a database knows it by <paramref name="name"/>.</summary>
    public ProgramUnderTest StartBot(string name) => ProgramUnderTest.RecordingBot(
    [
        ("Telegram__ApiId", "1"),
        ("Telegram__ApiHash", "0123456789abcdef0123456789abcdef"),
        ("Telegram__BotToken", Token),
        ("Telegram__Connection__Endpoint", Emulator.EndPoint.ToString()),
        ("Telegram__Connection__PublicKeys__0", Emulator.PublicKeyPem),
        ("Telegram__Session__WhenLocked", "Wait"),
        .. _session.Select(setting => ($"Telegram__Session__{setting.Name}", setting.Value.Replace(Bot, name, StringComparison.Ordinal))),
    ]);

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
