using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TelegramHost.Client;
using TelegramHost.Tests.Fakes;

namespace TelegramHost.Tests.Hosting;

/// <summary>The exit code belongs to the process, so these tests put it back.</summary>
public sealed class TelegramBotServiceTests : IDisposable
{
    private readonly int _exitCode = Environment.ExitCode;

    public void Dispose() => Environment.ExitCode = _exitCode;

    [Fact]
    public async Task Background_start_does_not_wait_for_telegram()
    {
        var bench = new HostBench(HostBench.Valid);
        bench.Builder.Services.AddTelegramClient().MapMessage(_ => "x");
        var bot = bench.Fake();
        bot.Client.OnConnect = token => Task.Delay(Timeout.Infinite, token);
        using var host = bench.Builder.Build();

        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task WaitForReady_start_waits_until_the_client_is_connected()
    {
        var connected = new TaskCompletionSource();
        var bench = new HostBench([.. HostBench.Valid, ("Telegram:Startup", "WaitForReady")]);
        bench.Builder.Services.AddTelegramClient().MapMessage(_ => "x");
        var bot = bench.Fake();
        bot.Client.OnConnect = _ => connected.Task;
        using var host = bench.Builder.Build();

        var started = host.StartAsync();
        Assert.False(started.IsCompleted);
        connected.SetResult();
        await started;

        await host.StopAsync();
    }

    [Fact]
    public async Task WaitForReady_start_fails_when_the_login_does()
    {
        var bench = new HostBench([.. HostBench.Valid, ("Telegram:Startup", "WaitForReady")]);
        bench.Builder.Services.AddTelegramClient();
        var bot = bench.Fake();
        bot.Client.OnConnect = _ => throw Refused();
        using var host = bench.Builder.Build();

        await Assert.ThrowsAsync<RpcException>(() => host.StartAsync());
    }

    [Fact]
    public async Task A_refused_login_is_one_clear_line_and_exit_code_1()
    {
        var bench = new HostBench(HostBench.Valid);
        bench.Builder.Services.AddTelegramClient().MapMessage(_ => "x");
        var bot = bench.Fake();
        bot.Client.OnConnect = _ => throw Refused();

        var exitCode = await bench.Builder.Build().RunTelegramAsync();

        Assert.Equal(1, exitCode);
        var line = Assert.Single(bench.Log.Lines, line => line.Level == LogLevel.Critical);
        Assert.Contains("ACCESS_TOKEN_INVALID", line.Text, StringComparison.Ordinal);
        Assert.Null(line.Exception);
    }

    [Fact]
    public async Task WaitForReady_and_a_refused_login_is_one_clear_line_and_exit_code_1()
    {
        var bench = new HostBench([.. HostBench.Valid, ("Telegram:Startup", "WaitForReady")]);
        bench.Builder.Services.AddTelegramClient().MapMessage(_ => "x");
        var bot = bench.Fake();
        bot.Client.OnConnect = _ => throw Refused();

        var exitCode = await bench.Builder.Build().RunTelegramAsync();

        Assert.Equal(1, exitCode);
        var line = Assert.Single(bench.Log.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Contains("ACCESS_TOKEN_INVALID", line.Text, StringComparison.Ordinal);
        Assert.Null(line.Exception);
    }

    [Fact]
    public async Task A_wrong_setting_is_one_clear_line_and_exit_code_1_and_nothing_starts()
    {
        var bench = new HostBench();
        bench.Builder.Services.AddTelegramClient();
        var bot = bench.Fake();

        var exitCode = await bench.Builder.Build().RunTelegramAsync();

        Assert.Equal(1, exitCode);
        var line = Assert.Single(bench.Log.Lines, line => line.Level >= LogLevel.Error);
        Assert.Contains("Telegram:BotToken", line.Text, StringComparison.Ordinal);
        Assert.Null(line.Exception);
        Assert.Empty(bot.Client.History);
    }

    [Theory]
    [InlineData("Telegram:Connection:DataCenter", "near", "expected a whole number.")]
    [InlineData("Telegram:Connection:Obfuscated", "perhaps", "expected true or false.")]
    [InlineData("Telegram:Connection:StartTimeout", "soon", "expected a time span as [days.]hh:mm:ss[.fraction], for example 00:00:30.")]
    [InlineData("Telegram:Connection:Transport", "Pigeon", "expected one of Abridged, Intermediate, PaddedIntermediate, Full.")]
    [InlineData("Telegram:Session:Store", "Cloud", "expected one of File, Memory, String.")]
    [InlineData("Telegram:Dispatch:OnFailure", "Cry", "expected one of Skip, Retry, Quarantine, StopHost.")]
    public async Task A_value_of_the_wrong_kind_is_one_clear_line_that_says_what_is_expected(string path, string value, string expected)
    {
        var bench = new HostBench([.. HostBench.Valid.Where(setting => setting.Key != path), (path, value)]);
        bench.Builder.Services.AddTelegramClient();
        bench.Fake();

        Assert.Equal(1, await bench.Builder.Build().RunTelegramAsync());

        var line = Assert.Single(bench.Log.Lines, line => line.Level >= LogLevel.Error);
        Assert.Contains($"{path} is \"{value}\", {expected}", line.Text, StringComparison.Ordinal);
        Assert.Null(line.Exception);
    }

    [Fact]
    public async Task An_id_that_is_no_number_is_not_repeated_because_it_may_be_the_hash()
    {
        var bench = new HostBench([.. HostBench.Valid.Where(setting => setting.Key != "Telegram:ApiId"), ("Telegram:ApiId", "0123456789abcdef")]);
        bench.Builder.Services.AddTelegramClient();
        bench.Fake();

        Assert.Equal(1, await bench.Builder.Build().RunTelegramAsync());

        var line = Assert.Single(bench.Log.Lines, line => line.Level >= LogLevel.Error);
        Assert.EndsWith("Telegram:ApiId cannot be read, expected a whole number.", line.Text, StringComparison.Ordinal);
        Assert.Null(line.Exception);
    }

    [Fact]
    public async Task An_unexpected_error_stops_the_host_with_exit_code_1_and_its_details()
    {
        var bench = new HostBench(HostBench.Valid);
        bench.Builder.Services.AddTelegramClient().MapMessage(_ => "x");
        var bot = bench.Fake();
        bot.Client.Fail(new ArithmeticException("a bug"));

        var exitCode = await bench.Builder.Build().RunTelegramAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(bench.Log.Lines, line => line is { Id: 5006, Exception: ArithmeticException });
    }

    [Fact]
    public async Task StopHost_after_a_failing_handler_gives_exit_code_1()
    {
        var bench = new HostBench([.. HostBench.Valid, ("Telegram:Dispatch:OnFailure", "StopHost")]);
        bench.Builder.Services.AddTelegramClient().MapMessage(new Func<TelegramHost.Contexts.MessageContext, string?>(_ => throw new IOException("broken")));
        var bot = bench.Fake();
        var running = bench.Builder.Build().RunTelegramAsync();

        _ = bot.Send(Some.Message("x"));

        Assert.Equal(1, await running);
        Assert.Contains("closed", bot.Client.History);
    }

    [Fact]
    public async Task Stopping_finishes_handlers_before_the_client_closes()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var bench = new HostBench(HostBench.Valid);
        HostBench.FakeBot bot = null!;
        bench.Builder.Services.AddTelegramClient().MapMessage(async _ =>
        {
            entered.SetResult();
            await release.Task;
            bot.Client.Note("handled");
        });
        bot = bench.Fake();
        using var host = bench.Builder.Build();
        await host.StartAsync();
        var done = bot.Send(Some.Message("x"));
        await entered.Task;

        var stopped = host.StopAsync();
        Assert.False(stopped.IsCompleted);
        release.SetResult();
        await stopped;

        Assert.True(done.IsCompleted);
        Assert.Equal(["connect", "run", "handled", "closed"], bot.Client.History);
        Assert.Equal(_exitCode, Environment.ExitCode);
    }

    private static RpcException Refused() => new(400, "ACCESS_TOKEN_INVALID", "auth.importBotAuthorization");
}
