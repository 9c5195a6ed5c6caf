using Microsoft.Extensions.Logging.Abstractions;
using TelegramHost.Client.Network;
using TelegramHost.Client.Sessions;
using TelegramHost.Schema;
using TelegramHost.TestSupport;
using TelegramHost.Tl;

namespace TelegramHost.Client.Tests;

public sealed class ConfigKeeperTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly MemorySessionStore _store = new();
    private readonly List<DateTimeOffset> _asked = [];
    private Func<object> _answer = () => Config(lifeSeconds: 3600, "192.0.2.1");
    private LiveSession _session = null!;
    private ConfigKeeper _keeper = null!;
    private Task _running = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _session = await LiveSession.OpenAsync(_store, new SessionSnapshot { HomeDc = 2 }, default);
        _keeper = new ConfigKeeper(new DcDirectory(new ConnectionOptions(), _session), _time, NullLogger.Instance);
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    [Fact]
    public async Task ExpiredConfiguration_IsAskedForAgain_AndItsAddressesAreStored()
    {
        await StartAsync(lifeSeconds: 3600);
        _answer = () => Config(lifeSeconds: 7200, "192.0.2.2");

        await AdvanceToCallAsync(TimeSpan.FromSeconds(3600));

        await UntilAsync(() => Addresses == "192.0.2.2");
        await AdvanceToCallAsync(TimeSpan.FromSeconds(7200));
        await StopAsync();
        await using var reopened = await LiveSession.OpenAsync(_store, new SessionSnapshot { HomeDc = 2 }, default);
        Assert.Equal("192.0.2.2", Assert.Single(reopened.Current.Dc(2).Addresses).Host);
    }

    [Theory]
    [InlineData(-5, 60)]
    [InlineData(0, 60)]
    [InlineData(int.MaxValue, 86400)]
    public async Task LifeBeyondReason_IsBroughtIntoIt(int lifeSeconds, int expectedSeconds)
    {
        await StartAsync(lifeSeconds);

        await AdvanceToCallAsync(TimeSpan.FromSeconds(expectedSeconds));
    }

    [Fact]
    public async Task Refusal_IsTriedAgainAMinuteLater_AndTheOldAddressesStay()
    {
        await StartAsync(lifeSeconds: 3600);
        _answer = () => new TransportException("no network");

        await AdvanceToCallAsync(TimeSpan.FromSeconds(3600));
        Assert.Equal("192.0.2.9", Addresses);
        await AdvanceToCallAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task ServerThatSaysThatItsConfigurationChanged_IsAskedAtOnce()
    {
        await StartAsync(lifeSeconds: 3600);

        _keeper.Handle(new UpdateConfig());

        await UntilAsync(() => Addresses == "192.0.2.1");
        Assert.Single(_asked);
    }

    [Fact]
    public async Task ServerThatSendsItsAddresses_IsNotAsked()
    {
        await StartAsync(lifeSeconds: 3600);

        _keeper.Handle(new UpdateDcOptions { DcOptions = [Option("192.0.2.7")] });

        await UntilAsync(() => Addresses == "192.0.2.7");
        Assert.Empty(_asked);
    }

    private string Addresses => string.Join(' ', _session.Current.Dc(2).Addresses.Select(address => address.Host));

    private static DcOption Option(string host) => new() { Id = 2, IpAddress = host, Port = 443, ThisPortOnly = true };

    private static Config Config(int lifeSeconds, string host) => new()
    {
        Date = 1_000_000, Expires = unchecked(lifeSeconds == int.MaxValue ? int.MaxValue : 1_000_000 + lifeSeconds), DcOptions = [Option(host)],
        // The schema wants these too; they mean nothing here.
        DcTxtDomainName = "", MeUrlPrefix = "",
        TestMode = false, ThisDc = 0, WebfileDcId = 0, ChatSizeMax = 0, MegagroupSizeMax = 0, ForwardedCountMax = 0,
        OnlineUpdatePeriodMs = 0, OfflineBlurTimeoutMs = 0, OfflineIdleTimeoutMs = 0, OnlineCloudTimeoutMs = 0,
        NotifyCloudDelayMs = 0, NotifyDefaultDelayMs = 0, PushChatPeriodMs = 0, PushChatLimit = 0, EditTimeLimit = 0,
        RevokeTimeLimit = 0, RevokePmTimeLimit = 0, RatingEDecay = 0, StickersRecentLimit = 0, ChannelsReadMediaPeriod = 0,
        CallReceiveTimeoutMs = 0, CallRingTimeoutMs = 0, CallConnectTimeoutMs = 0, CallPacketTimeoutMs = 0, CaptionLengthMax = 0,
        MessageLengthMax = 0,
    };

    private async Task StartAsync(int lifeSeconds)
    {
        await _keeper.TakeAsync(Config(lifeSeconds, "192.0.2.9"), default);
        _running = Task.Run(() => _keeper.RunAsync(new ScriptedInvoker(Answer), _stopping.Token));
        await UntilAsync(() => _time.NextDue is not null);
    }

    private async Task StopAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _session.DisposeAsync();
    }

    private object Answer(ITlRequest request)
    {
        Assert.IsType<HelpGetConfigRequest>(request);
        lock (_asked)
            _asked.Add(_time.GetUtcNow());
        return _answer();
    }

    /// <summary>The next call comes after this time, and not before.</summary>
    private async Task AdvanceToCallAsync(TimeSpan after)
    {
        int before;
        lock (_asked)
            before = _asked.Count;
        await UntilAsync(() => _time.NextDue is not null);
        Assert.Equal(_time.GetUtcNow() + after, _time.NextDue);
        _time.Advance(after);
        await UntilAsync(() => Volatile.Read(ref before) < _asked.Count);
        await UntilAsync(() => _time.NextDue > _time.GetUtcNow());
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
            await Task.Delay(1, patience.Token);
    }
}
