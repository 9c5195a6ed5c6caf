using System.Text;
using TelegramHost.Client.Model;
using TelegramHost.Client.Updates;

namespace TelegramHost.EndToEnd.Tests.Updates;

public sealed class ConversationTests
{
    [Fact]
    public async Task Message_WithAKeyboard_IsPressedAnsweredEditedAndDeleted()
    {
        await using var bot = await ListeningBot.StartAsync();

        await bot.SendAsync("/start now");
        var start = (await bot.NextAsync<NewMessage>()).Message;
        Assert.Equal(("Ada", true, "start", "now"), (start.Sender!.FirstName, start.IsPrivate, start.Command!.Name, start.Command.Arguments));

        var menu = await bot.Client.Messages.ReplyAsync(
            start, new OutgoingMessage("choose") { Keyboard = new InlineKeyboard().Row(InlineButton.Callback("Tea", "tea")) }, bot.Patience);
        Assert.True(menu.IsOutgoing);
        Assert.Equal(start.Id, menu.ReplyToMessageId);
        var seen = bot.World.History(bot.Person, bot.Bot)[^1];
        Assert.Equal("choose", seen.Text);

        var pressing = bot.World.PressAsync(bot.Person, seen.Id, Encoding.UTF8.GetBytes("tea"), bot.Patience);
        var query = await bot.NextAsync<CallbackQuery>();
        Assert.Equal(("tea", bot.Person.Id, menu.Id), (query.Data, query.Sender.Id, query.MessageId));
        await bot.Client.Bots.AnswerCallbackAsync(query.Id, "coming", alert: true, cancellationToken: bot.Patience);
        Assert.Equal(("coming", true), ((await pressing).Text, (await pressing).IsAlert));

        var edited = await bot.Client.Messages.EditTextAsync(query.Chat!, query.MessageId!.Value, "tea it is", bot.Patience);
        Assert.Equal("tea it is", edited.Text);
        Assert.NotNull(edited.EditDate);
        Assert.Equal("tea it is", bot.World.History(bot.Person, bot.Bot)[^1].Text);

        await bot.Client.Messages.DeleteAsync(edited, cancellationToken: bot.Patience);
        Assert.Single(bot.World.History(bot.Person, bot.Bot));
    }

    [Fact]
    public async Task OthersEditsAndDeletes_ReachTheBot()
    {
        await using var bot = await ListeningBot.StartAsync();
        var sent = await bot.World.SendTextAsync(bot.Person, bot.Bot, "first", cancellationToken: bot.Patience);
        var received = (await bot.NextAsync<NewMessage>()).Message;

        bot.World.EditText(bot.Person, sent.Id, "second");
        var edited = (await bot.NextAsync<MessageEdited>()).Message;
        Assert.Equal((received.Id, "second"), (edited.Id, edited.Text));

        bot.World.Delete(bot.Person, sent.Id);
        Assert.Equal([received.Id], (await bot.NextAsync<MessagesDeleted>()).MessageIds);
    }

    [Fact]
    public async Task MessageInAGroup_NamesTheGroupAndItsSender()
    {
        await using var bot = await ListeningBot.StartAsync();
        var group = bot.World.CreateGroup("Friends", bot.Person, bot.Bot);

        await bot.World.SendTextAsync(bot.Person, group, "/hello@some_bot", cancellationToken: bot.Patience);
        var message = (await bot.NextAsync<NewMessage>()).Message;

        Assert.Equal((ChatKind.Group, "Friends", "Ada"), (message.Chat.Kind, message.Chat.Title, message.Sender!.FirstName));
        Assert.True(message.Command!.IsFor("some_bot"));
        var answer = await bot.Client.Messages.ReplyAsync(message, "hello", bot.Patience);
        Assert.Equal(message.Chat.Id, answer.Chat.Id);
    }
}
