using System.Text;

namespace TelegramHost.Emulator.Tests.Rpc;

/// <summary>Pressed buttons.</summary>
public sealed class CallbackServiceTests
{
    private readonly RpcStage _stage = new();
    private readonly EmulatedUser _ann;
    private readonly EmulatedBot _bot;
    private readonly RpcSeat _annSeat;
    private readonly RpcSeat _botSeat;

    public CallbackServiceTests()
    {
        _ann = _stage.World.AddUser("Ann");
        _bot = _stage.World.AddBot("5000000001:secret", "some_bot");
        _annSeat = _stage.SeatOf(_ann);
        _botSeat = _stage.SeatOf(_bot);
    }

    [Fact]
    public async Task Press_waits_for_the_bots_answer()
    {
        var messageId = await MessageWithButtonAsync();

        var press = _annSeat.CallAsync(Press(messageId, "yes"));
        var query = _botSeat.PushedUpdates.OfType<Schema.UpdateBotCallbackQuery>().Single();
        Assert.False(press.IsCompleted);
        await _botSeat.CallAsync(Answer(query.QueryId));

        var answer = await press;
        Assert.Equal(("Done", true), (answer.Message, answer.Alert));
        Assert.Equal("yes", Encoding.UTF8.GetString(query.Data!));
        Assert.Equal(_ann.Id, query.UserId);
    }

    [Fact]
    public async Task Press_that_the_bot_ignores_times_out_and_a_late_answer_is_refused()
    {
        var press = _annSeat.ErrorOfAsync(Press(await MessageWithButtonAsync(), "yes"));
        var query = _botSeat.PushedUpdates.OfType<Schema.UpdateBotCallbackQuery>().Single();

        _stage.Time.Advance(CallbackDesk.Patience);

        Assert.Equal("400 BOT_RESPONSE_TIMEOUT", await press);
        Assert.Equal("400 QUERY_ID_INVALID", await _botSeat.ErrorOfAsync(Answer(query.QueryId)));
    }

    [Fact]
    public async Task Query_can_be_answered_once()
    {
        var press = _annSeat.CallAsync(Press(await MessageWithButtonAsync(), "yes"));
        var query = _botSeat.PushedUpdates.OfType<Schema.UpdateBotCallbackQuery>().Single();
        await _botSeat.CallAsync(Answer(query.QueryId));
        await press;

        Assert.Equal("400 QUERY_ID_INVALID", await _botSeat.ErrorOfAsync(Answer(query.QueryId)));
    }

    [Fact]
    public async Task Data_that_no_button_has_is_invalid()
    {
        Assert.Equal("400 DATA_INVALID", await _annSeat.ErrorOfAsync(Press(await MessageWithButtonAsync(), "no")));
        Assert.Equal("400 MESSAGE_ID_INVALID", await _annSeat.ErrorOfAsync(Press(99, "yes")));
    }

    [Fact]
    public async Task Press_by_a_person_without_a_client_gets_the_same_answer()
    {
        var messageId = await MessageWithButtonAsync();

        var press = _stage.World.PressAsync(_ann, messageId, "yes"u8.ToArray());
        await _botSeat.CallAsync(Answer(_botSeat.PushedUpdates.OfType<Schema.UpdateBotCallbackQuery>().Single().QueryId));

        Assert.Equal(new CallbackAnswer("Done", true, null, 0), await press);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task Button_with_no_data_or_too_much_is_refused(int length)
    {
        await _stage.World.SendTextAsync(_ann, _bot, "/start");

        Assert.Equal("400 BUTTON_DATA_INVALID", await _botSeat.ErrorOfAsync(new Schema.MessagesSendMessageRequest
        {
            Peer = _botSeat.PeerOf(_ann),
            Message = "?",
            RandomId = 1,
            ReplyMarkup = Keyboard(new string('x', length)),
        }));
    }

    private async Task<int> MessageWithButtonAsync()
    {
        await _stage.World.SendTextAsync(_ann, _bot, "/start");
        await _botSeat.SendAsync(_botSeat.PeerOf(_ann), "Sure?", 1, request => request.ReplyMarkup = Keyboard("yes"));
        return _stage.World.History(_ann, _bot)[^1].Id;
    }

    private Schema.MessagesGetBotCallbackAnswerRequest Press(int messageId, string data) =>
        new() { Peer = _annSeat.PeerOf(_bot), MsgId = messageId, Data = Encoding.UTF8.GetBytes(data) };

    private static Schema.MessagesSetBotCallbackAnswerRequest Answer(long queryId) =>
        new() { QueryId = queryId, Message = "Done", Alert = true, CacheTime = 0 };

    private static Schema.ReplyInlineMarkup Keyboard(string data) => new()
    {
        Rows = [new Schema.KeyboardButtonRow { Buttons = [new Schema.KeyboardButtonCallback { Text = "Yes", Data = Encoding.UTF8.GetBytes(data) }] }],
    };
}
