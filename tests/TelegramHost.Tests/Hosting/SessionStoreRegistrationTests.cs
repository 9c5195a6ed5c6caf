using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramHost.Client;
using TelegramHost.Client.Sessions;
using TelegramHost.Hosting;
using TelegramHost.Tests.Fakes;

namespace TelegramHost.Tests.Hosting;

public sealed class SessionStoreRegistrationTests
{
    [Fact]
    public async Task Store_OfTheApplication_ServesSeveralClientsUnderTheirNames()
    {
        var bench = new HostBench([.. HostBench.Valid, .. HostBench.ValidAt("Telegram:Clients:sales"), .. HostBench.ValidAt("Telegram:Clients:other"),
            ("Telegram:Clients:other:Session:Key", "mine")]);
        bench.Builder.Services.AddTelegramClient().UseSessionStore<OwnStore>().MapMessage(_ => "chained");
        bench.Builder.Services.AddTelegramClient("sales").UseSessionStore<OwnStore>();
        bench.Builder.Services.AddTelegramClient("other").UseSessionStore<OwnStore>();
        await using var services = bench.Builder.Services.BuildServiceProvider();

        var stores = new[] { "", "sales", "other" }.Select(name => (Store: StoreOf(services, name), Options(services, name).Key)).ToList();

        Assert.All(stores, store => Assert.Same(services.GetRequiredService<OwnStore>(), store.Store));
        Assert.Equal([null, "sales", "mine"], stores.Select(store => store.Key));
    }

    [Fact]
    public async Task Store_AddedByAPackage_IsChosenByItsNameInTheSettings()
    {
        var bench = new HostBench([.. HostBench.Valid, ("Telegram:Session:Store", "redis"), ("Telegram:Session:ConnectionString", "somewhere")]);
        var own = new OwnStore();
        var told = "";
        bench.Builder.Services.AddTelegramClient().AddRedis(context =>
        {
            told = context.Session.ConnectionString;
            return own;
        });
        await using var services = bench.Builder.Services.BuildServiceProvider();

        Assert.Same(own, StoreOf(services, ""));
        Assert.Equal("somewhere", told);
    }

    [Fact]
    public async Task Store_ChosenInCode_WinsOverTheSettings()
    {
        var bench = new HostBench([.. HostBench.Valid, ("Telegram:Session:Store", "Memory"), ("Telegram:Session:Path", "settings.session")]);
        bench.Builder.Services.AddTelegramClient().UseFileSessionStore("code.session");
        await using var services = bench.Builder.Services.BuildServiceProvider();

        var file = Assert.IsType<FileSessionStore>(StoreOf(services, ""));

        Assert.EndsWith("code.session", file.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sqlite", "TelegramHost.Sessions.Sqlite", "UseSqliteSessionStore()")]
    [InlineData("libsql", "TelegramHost.Sessions.LibSql", "UseLibSqlSessionStore()")]
    [InlineData("Postgres", "TelegramHost.Sessions.Postgres", "UsePostgresSessionStore()")]
    public async Task Store_OfAPackageThatWasNotAdded_NamesThePackageAndTheCall(string store, string package, string call)
    {
        var error = await FailAsync(("Telegram:Session:Store", store));

        Assert.Contains("Telegram:Session:Store", error, StringComparison.Ordinal);
        Assert.Contains(package, error, StringComparison.Ordinal);
        Assert.Contains(call, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Telegram:Session:Store", "Cloud")]
    [InlineData("Telegram:Session:Key", "")]
    [InlineData("Telegram:Session:WhenLocked", "5")]
    public async Task WrongSetting_IsNamedByItsPath(string path, string value) =>
        Assert.Contains(path, await FailAsync((path, value)), StringComparison.Ordinal);

    private static async Task<string> FailAsync(params (string, string?)[] settings)
    {
        var bench = new HostBench([.. HostBench.Valid, .. settings]);
        bench.Builder.Services.AddTelegramClient();
        bench.Fake();
        using var host = bench.Builder.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        return Assert.Single(error.Failures);
    }

    private static SessionOptions Options(IServiceProvider services, string name) =>
        services.GetRequiredService<IOptionsMonitor<TelegramOptions>>().Get(name).Session;

    private static ISessionStore StoreOf(IServiceProvider services, string name) =>
        SessionStoreNames.Create(new SessionStoreContext(Options(services, name), NullLoggerFactory.Instance, TimeProvider.System));

    private sealed class OwnStore : ISessionStore
    {
        public string Description => "a store of the application";

        public ValueTask<ISessionLease> AcquireAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

/// <summary>What a package of a store brings, which knows the client and no host.</summary>
internal static class RedisExtensions
{
    public static TBuilder AddRedis<TBuilder>(this TBuilder builder, Func<SessionStoreContext, ISessionStore> create)
        where TBuilder : IClientOptionsBuilder
    {
        builder.ConfigureClient(options => options.Session.AddStore("Redis", create));
        return builder;
    }
}
