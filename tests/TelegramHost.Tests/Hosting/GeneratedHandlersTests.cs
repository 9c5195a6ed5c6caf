using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramHost.Client.Updates;
using TelegramHost.Tests.Fakes;

namespace TelegramHost.Tests.Hosting;

/// <summary>What the generator made of <see cref="GeneratedHandlers"/>, run by a host.</summary>
public sealed class GeneratedHandlersTests
{
    [Theory]
    [InlineData("/start", "Hello Ann, you wrote /start.")]
    [InlineData("/BEGIN@echo_bot", "Hello Ann, you wrote /BEGIN.")]
    [InlineData("/sum 1", "11")]
    [InlineData("/sum 1 2 3 4", "10")]
    [InlineData("/sum", "Something is missing: first.")]
    [InlineData("/sum 1 two", "I can't read \"two\" as second.")]
    [InlineData("/sum 1 2 3 four", "I can't read \"four\" as more.")]
    [InlineData("/paint green", "Green some the wall")]
    [InlineData("/paint red 3 a  big door", "Red 3 a  big door")]
    [InlineData("/paint blue", "I can't read \"blue\" as colour.")]
    [InlineData("/both go", "first")]
    [InlineData("/both pass", "second")]
    [InlineData("ping 12", "pong 12")]
    [InlineData("anything else", "anything else")]
    public async Task A_message_is_answered(string text, string expected)
        => Assert.Equal([expected], (await HandleAsync(Some.Message(text))).SentTexts);

    [Fact]
    public async Task A_press_gets_its_values_by_name_and_its_services_from_the_scope()
        => Assert.Equal("3 apples", Assert.Single((await HandleAsync(Some.Press("buy:apples:3"))).Answers).Message);

    [Fact]
    public async Task Adding_the_handlers_twice_adds_them_once()
        => Assert.Equal(["Hello Ann, you wrote /start."], (await HandleAsync(Some.Message("/start"), twice: true)).SentTexts);

    private static async Task<RecordingInvoker> HandleAsync(Update update, bool twice = false)
    {
        var bench = new HostBench(HostBench.Valid);
        bench.Builder.Services.AddScoped<GeneratedHandlers.Till>();
        var builder = bench.Builder.Services.AddTelegramClient().AddHandlers();
        if (twice)
            builder.AddHandlers();
        var bot = bench.Fake();
        using var host = bench.Builder.Build();
        await host.StartAsync();
        await bot.Send(update);
        await host.StopAsync();
        Assert.DoesNotContain(bench.Log.Lines, line => line.Exception is not null);
        return bot.Client.Invoker;
    }
}
