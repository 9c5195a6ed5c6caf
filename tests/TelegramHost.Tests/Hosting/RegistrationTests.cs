using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Polly;
using TelegramHost.Client;
using TelegramHost.Contexts;
using TelegramHost.Dispatch;
using TelegramHost.Hosting;
using TelegramHost.Tests.Fakes;

namespace TelegramHost.Tests.Hosting;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Options_come_from_the_section_and_code_has_the_last_word()
    {
        var bench = new HostBench([.. HostBench.Valid,
            ("Telegram:Dispatch:MaxConcurrentChats", "8"),
            ("Telegram:Dispatch:OnFailure", "Retry"),
            ("Telegram:Startup", "WaitForReady"),
            ("Telegram:Connection:PublicKeys:0", "key.pem"),
            ("Telegram:Connection:ConnectTimeout", "00:00:07"),
            ("Telegram:Session:Path", "from-settings.session")]);
        bench.Builder.Services.AddTelegramClient(options => options.Session.Path = "from-code.session");
        await using var services = bench.Builder.Services.BuildServiceProvider();

        var options = services.GetRequiredService<IOptions<TelegramOptions>>;
        var unchecked_ = Assert.Throws<OptionsValidationException>(() => options().Value);
        Assert.Contains("Telegram:Connection:PublicKeys", unchecked_.Message, StringComparison.Ordinal);

        bench.Builder.Services.Configure<TelegramOptions>(changed => changed.Connection.PublicKeys = []);
        await using var good = bench.Builder.Services.BuildServiceProvider();
        var value = good.GetRequiredService<IOptions<TelegramOptions>>().Value;
        Assert.Equal((8, FailurePolicy.Retry), (value.Dispatch.MaxConcurrentChats, value.Dispatch.OnFailure));
        Assert.Equal((StartupMode.WaitForReady, TimeSpan.FromSeconds(7)), (value.Startup, value.Connection.ConnectTimeout));
        Assert.Equal("from-code.session", value.Session.Path);
    }

    [Fact]
    public async Task Resilience_comes_from_the_section_and_strategies_from_code_for_one_client()
    {
        var bench = new HostBench([.. HostBench.Valid, .. HostBench.ValidAt("Telegram:Clients:sales"),
            ("Telegram:Resilience:Preset", "CircuitBreaker"),
            ("Telegram:Resilience:CircuitBreaker:BreakDuration", "00:01:00")]);
        bench.Builder.Services.AddTelegramClient()
            .ConfigureResilience(TelegramPipeline.Rpc, pipeline => pipeline.AddTimeout(TimeSpan.FromSeconds(9)), StrategyPlace.Inside);
        bench.Builder.Services.AddTelegramClient("sales");
        await using var services = bench.Builder.Services.BuildServiceProvider();

        var monitor = services.GetRequiredService<IOptionsMonitor<TelegramOptions>>();
        var (main, sales) = (monitor.Get("").Resilience, monitor.Get("sales").Resilience);

        Assert.Equal((ResiliencePreset.CircuitBreaker, TimeSpan.FromMinutes(1)), (main.Preset, main.CircuitBreaker.BreakDuration));
        Assert.Equal(ResiliencePreset.Default, sales.Preset);
        Assert.True(main.ConfigureStrategies(new ResiliencePipelineBuilder(), TelegramPipeline.Rpc, StrategyPlace.Inside));
        Assert.False(main.ConfigureStrategies(new ResiliencePipelineBuilder(), TelegramPipeline.Rpc, StrategyPlace.Outside));
        Assert.False(main.ConfigureStrategies(new ResiliencePipelineBuilder(), TelegramPipeline.Login, StrategyPlace.Inside));
        Assert.False(sales.ConfigureStrategies(new ResiliencePipelineBuilder(), TelegramPipeline.Rpc, StrategyPlace.Inside));
    }

    [Theory]
    [InlineData("Telegram:ApiId", "0", "Telegram:ApiId")]
    [InlineData("Telegram:Resilience:Preset", "77", "Telegram:Resilience:Preset")]
    [InlineData("Telegram:Resilience:CircuitBreaker:ConsecutiveFailures", "0", "Telegram:Resilience:CircuitBreaker:ConsecutiveFailures")]
    [InlineData("Telegram:ApiHash", "", "Telegram:ApiHash")]
    [InlineData("Telegram:BotToken", "", "Telegram:BotToken")]
    [InlineData("Telegram:BotToken", "nonsense", "Telegram:BotToken")]
    [InlineData("Telegram:Connection:Endpoint", "nowhere", "Telegram:Connection:Endpoint")]
    [InlineData("Telegram:Dispatch:MaxConcurrentChats", "0", "Telegram:Dispatch:MaxConcurrentChats")]
    [InlineData("Telegram:Dispatch:QueueCapacity", "3", "Telegram:Dispatch:QueueCapacity")]
    [InlineData("Telegram:Dispatch:HandlerTimeout", "00:00:00", "Telegram:Dispatch:HandlerTimeout")]
    [InlineData("Telegram:Dispatch:RetryDelay", "-00:00:01", "Telegram:Dispatch:RetryDelay")]
    [InlineData("Telegram:Dispatch:OnFailure", "17", "Telegram:Dispatch:OnFailure")]
    [InlineData("Telegram:Startup", "9", "Telegram:Startup")]
    public async Task A_wrong_setting_stops_the_start_and_is_named_by_its_path(string key, string value, string named)
    {
        var bench = new HostBench([.. HostBench.Valid.Where(setting => setting.Key != key), (key, value)]);
        bench.Builder.Services.AddTelegramClient();
        bench.Fake();
        using var host = bench.Builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(named, Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_set_at_all_names_what_is_needed()
    {
        var bench = new HostBench();
        bench.Builder.Services.AddTelegramClient();
        bench.Fake();
        using var host = bench.Builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Telegram:ApiId", error.Message, StringComparison.Ordinal);
        Assert.Contains("Telegram:ApiHash", error.Message, StringComparison.Ordinal);
        Assert.Contains("Telegram:BotToken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_never_shows_in_a_message()
    {
        var bench = new HostBench([.. HostBench.Valid.Where(setting => setting.Key != "Telegram:BotToken"), ("Telegram:BotToken", "12:hunter2!")]);
        bench.Builder.Services.AddTelegramClient();
        bench.Fake();
        using var host = bench.Builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_handlers_of_one_command_stop_the_start()
    {
        var bench = new HostBench(HostBench.Valid);
        bench.Builder.Services.AddTelegramClient()
            .MapCommand("ping", _ => "pong")
            .MapCommand("PING", _ => "pong");
        bench.Fake();
        using var host = bench.Builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("/ping", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Adding_a_client_twice_continues_it()
    {
        var bench = new HostBench(HostBench.Valid);
        bench.Builder.Services.AddTelegramClient().MapCommand("ping", _ => "pong");
        bench.Builder.Services.AddTelegramClient(options => options.Session.Path = "second.session").MapMessage(context => context.Text);
        var bot = bench.Fake();
        using var host = bench.Builder.Build();

        await host.StartAsync();
        await bot.Send(Some.Message("/ping"));
        await bot.Send(Some.Message("echo"));
        await host.StopAsync();

        Assert.Single(host.Services.GetServices<IHostedService>());
        Assert.Equal(["pong", "echo"], bot.Client.Invoker.SentTexts);
        Assert.Equal("second.session", host.Services.GetRequiredService<IOptions<TelegramOptions>>().Value.Session.Path);
    }

    [Fact]
    public async Task Two_clients_live_in_one_host_each_with_its_own_settings_routes_and_updates()
    {
        var bench = new HostBench([.. HostBench.Valid, .. HostBench.ValidAt("Telegram:Clients:sales"), ("Telegram:Clients:sales:Session:Path", "sales.session")]);
        bench.Builder.Services.AddTelegramClient().MapMessage(_ => "from the first");
        bench.Builder.Services.AddTelegramClient("sales").MapMessage(_ => "from sales");
        var first = bench.Fake();
        var sales = bench.Fake("sales");
        using var host = bench.Builder.Build();

        await host.StartAsync();
        await first.Send(Some.Message("x"));
        await sales.Send(Some.Message("x"));
        await host.StopAsync();

        Assert.Equal(["from the first"], first.Client.Invoker.SentTexts);
        Assert.Equal(["from sales"], sales.Client.Invoker.SentTexts);
        Assert.Same(first.Client, host.Services.GetRequiredService<ITelegramClient>());
        Assert.Same(sales.Client, host.Services.GetRequiredKeyedService<ITelegramClient>("sales"));
        Assert.Equal("sales.session", host.Services.GetRequiredService<IOptionsMonitor<TelegramOptions>>().Get("sales").Session.Path);
    }

    [Fact]
    public async Task A_named_client_with_a_wrong_setting_is_named_by_its_own_path()
    {
        var bench = new HostBench(HostBench.Valid);
        bench.Builder.Services.AddTelegramClient("sales");
        bench.Fake("sales");
        using var host = bench.Builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Telegram:Clients:sales:BotToken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_without_handlers_says_so()
    {
        var bench = new HostBench(HostBench.Valid);
        bench.Builder.Services.AddTelegramClient();
        bench.Fake();
        using var host = bench.Builder.Build();

        await host.StartAsync();

        Assert.Contains("AddHandlers()", (await bench.Log.LineOf(5001)).Text, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task Mapped_commands_take_typed_arguments()
    {
        var bench = new HostBench(HostBench.Valid);
        bench.Builder.Services.AddTelegramClient().MapCommand("double", (CommandContext _, int number) => $"{number * 2}");
        var bot = bench.Fake();
        using var host = bench.Builder.Build();

        await host.StartAsync();
        await bot.Send(Some.Message("/double 21"));
        await bot.Send(Some.Message("/double"));
        await host.StopAsync();

        Assert.Equal(["42", "Something is missing: the first argument."], bot.Client.Invoker.SentTexts);
    }
}
