using Microsoft.Extensions.Logging;
using TelegramHost.Client.Sessions;

namespace TelegramHost.Client.Tests.Sessions;

public sealed class StringSessionStoreTests
{
    private static readonly StringSession _session = new() { DataCenter = 2, AuthKey = [.. new byte[256]], AccountId = 7 };

    private readonly List<StringSession> _told = [];
    private readonly LineLog _log = new();

    [Fact]
    public async Task Session_InTheString_IsTheOneToBeginWith()
    {
        await using var session = await OpenAsync(Store(_session));

        Assert.Equal(7, session.Current.AccountId);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Login_ThatBecomesAnotherOne_IsToldOnce()
    {
        await using var session = await OpenAsync(Store(null));

        await session.UpdateAsync(snapshot => snapshot.With(2, new DcRecord { AuthKey = _session.AuthKey }));
        Assert.Empty(_told);
        await session.UpdateAsync(snapshot => snapshot with { AccountId = 7 });
        await session.UpdateAsync(snapshot => snapshot with { Layer = 228 });

        Assert.Equal(_session.Export(), Assert.Single(_told).Export());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Login_ThatNobodyIsTold_ShowsInTheLogOnlyIfAskedTo(bool shows)
    {
        await using var session = await OpenAsync(new StringSessionStore(null, changed: null, shows, _log));

        await session.UpdateAsync(snapshot => snapshot.With(2, new DcRecord { AuthKey = _session.AuthKey }) with { AccountId = 7 });

        Assert.Equal(shows, Assert.Single(_log.Lines).Contains(_session.Export(), StringComparison.Ordinal));
        Assert.Contains("Telegram:Session:LogString", _log.Lines[0], StringComparison.Ordinal);
    }

    private static Task<LiveSession> OpenAsync(StringSessionStore store) => LiveSession.OpenAsync(store, new SessionSnapshot { HomeDc = 2 }, default);

    private StringSessionStore Store(StringSession? initial) => new(initial, _told.Add, shows: true, _log);

    private sealed class LineLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
