using Microsoft.Extensions.DependencyInjection;
using TelegramHost.Client;
using TelegramHost.Emulator;

namespace TelegramHost.EndToEnd.Tests.Hosting;

/// <summary>A hosted bot with generated handlers against the emulator: every byte between them is MTProto over TCP.</summary>
public sealed class HostedBotTests
{
    [Fact]
    public async Task A_command_is_answered_with_a_keyboard_and_a_pressed_button_edits_the_message()
    {
        await using var stage = await Stage.StartAsync();

        await stage.SendAsync("/start");
        var hello = await stage.NextAsync();
        var buttons = Assert.Single(hello.Keyboard!.Rows);
        var answer = await stage.Emulator.World.PressAsync(stage.Ann, hello.Id, buttons[0].Data);
        var edited = await stage.NextAsync(WorldEventKind.MessageEdited);

        Assert.Equal("Hello Ann", hello.Text);
        Assert.NotNull(hello.ReplyToId);
        Assert.Equal("Bought 7", answer.Text);
        Assert.Equal((hello.Id, "Sold 7"), (edited.Id, edited.Text));
    }

    [Fact]
    public async Task A_press_that_the_handler_leaves_unanswered_stops_spinning()
    {
        await using var stage = await Stage.StartAsync();
        await stage.SendAsync("/start");
        var hello = await stage.NextAsync();

        var answer = await stage.Emulator.World.PressAsync(stage.Ann, hello.Id, hello.Keyboard!.Rows[0][1].Data);

        Assert.Null(answer.Text);
    }

    [Fact]
    public async Task Messages_of_a_chat_are_answered_in_their_order()
    {
        await using var stage = await Stage.StartAsync();
        var texts = Enumerable.Range(1, 50).Select(number => $"message {number}").ToArray();

        foreach (var text in texts)
            await stage.SendAsync(text);
        var answers = new List<string>();
        while (answers.Count < texts.Length)
            answers.Add((await stage.NextAsync()).Text);

        Assert.Equal(texts, answers);
    }

    [Fact]
    public async Task A_failing_handler_and_wrong_arguments_are_answered_politely_and_the_bot_lives_on()
    {
        await using var stage = await Stage.StartAsync();

        await stage.SendAsync("/fail");
        Assert.Equal("Something went wrong here. Please try again later.", (await stage.NextAsync()).Text);
        await stage.SendAsync("/add 1 two");
        Assert.Equal("I can't read \"two\" as second.", (await stage.NextAsync()).Text);
        await stage.SendAsync("/nonsense@shop_bot");
        Assert.Equal("/nonsense@shop_bot", (await stage.NextAsync()).Text);
        await stage.SendAsync("/add 1 2");
        Assert.Equal("3", (await stage.NextAsync()).Text);
    }

    [Fact]
    public async Task The_client_of_the_services_is_the_one_that_runs()
    {
        await using var stage = await Stage.StartAsync();
        await stage.SendAsync("hi");
        await stage.NextAsync();

        var client = stage.Host.Services.GetRequiredService<ITelegramClient>();
        var me = await client.GetMeAsync();
        await client.Messages.SendTextAsync(stage.Ann.Id, "I found you");

        Assert.Equal("I found you", (await stage.NextAsync()).Text);
        Assert.Equal("shop_bot", me.Username);
        Assert.True(me.IsBot);
    }
}
