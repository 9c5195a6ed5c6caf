using TelegramHost.Client;
using TelegramHost.Emulator;
using TelegramHost.EndToEnd.Tests.Network;

namespace TelegramHost.EndToEnd.Tests.Login;

/// <summary>An emulator, a person, and a client that wants to get into the person's account.</summary>
internal sealed class PersonRig : IAsyncDisposable
{
    public const string Phone = "+10000000001";

    private readonly BotRig _rig;
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(3));

    public PersonRig(EmulatorOptions? options = null) => _rig = new BotRig(options);

    public TelegramEmulator Emulator => _rig.Emulator;

    public EmulatedUser Ada => _rig.Person;

    public ScriptedPerson Answers { get; } = new();

    public CancellationToken Patience => _patience.Token;

    public int CountOf(string method) => _rig.CountOf(method);

    public TelegramClientOptions Options(string? sessionFile = null)
    {
        var options = _rig.Options();
        options.BotToken = null;
        if (sessionFile is not null)
            options.Session = new SessionOptions { Path = sessionFile };
        return options;
    }

    public TelegramClient Client(TelegramClientOptions? options = null, TimeProvider? time = null) =>
        TelegramClient.Create(options ?? Options(), timeProvider: time, authenticator: Answers);

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _patience.Dispose();
    }
}
