using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TelegramHost.Emulator.Rpc;
using TelegramHost.LoopbackPage;
using TelegramHost.Playground;
using TelegramHost.Tl;

namespace TelegramHost.Emulator.Tests.Playground;

/// <summary>The page's web server.</summary>
public sealed class PlaygroundPageTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new() { Timeout = Patience };
    private PlaygroundStage _stage = null!;
    private LoopbackServer _server = null!;

    public async Task InitializeAsync()
    {
        _stage = PlaygroundStage.Build(new PlaygroundOptions(), "EchoBot");
        _server = await PlaygroundPage.StartAsync(_stage, 0, default);
        _http.BaseAddress = _server.Address;
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task Page_is_on_loopback_and_may_run_only_its_own_scripts()
    {
        using var response = await _http.GetAsync("");

        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(_server.Address.Host)));
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'; script-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        foreach (var file in (string[])["app.js", "messages.js", "theme.css", "icon.svg"])
            Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(file)).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/00000000000000000000000000000000/")]
    [InlineData("/00000000000000000000000000000000/api/chats")]
    [InlineData("/api/chats")]
    public async Task Address_without_the_token_is_not_found(string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(new Uri(_server.Address, path))).StatusCode);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "evil.example:80")]
    [InlineData("Origin", "http://evil.example")]
    public async Task Foreign_host_or_origin_is_forbidden_even_with_the_token(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/chats");
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Equal(HttpStatusCode.Forbidden, (await _http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Bot_is_in_the_chat_list_before_the_first_message()
    {
        var chats = await _http.GetFromJsonAsync<JsonElement>("api/chats");

        Assert.Contains(chats.EnumerateArray(), chat => chat.GetProperty("peer").GetProperty("username").GetString() == "echo_bot");
    }

    [Fact]
    public async Task Message_from_the_page_reaches_the_bot_and_the_event_stream()
    {
        using var events = await OpenEventsAsync();

        var sent = await (await _http.PostAsJsonAsync($"api/chats/{BotKey}/messages", new { text = "/start <b>" })).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("/start <b>", sent.GetProperty("text").GetString());
        Assert.Equal("bot_command", sent.GetProperty("entities")[0].GetProperty("kind").GetString());
        Assert.Equal("/start <b>", _stage.Emulator.World.History(_stage.Bot, _stage.Person)[^1].Text);
        var change = await NextAsync(events, "change");
        Assert.Equal(("added", BotKey), (change.GetProperty("kind").GetString(), change.GetProperty("chat").GetString()));
    }

    [Fact]
    public async Task Pressed_button_shows_what_the_bot_answers()
    {
        await _http.PostAsJsonAsync($"api/chats/{BotKey}/messages", new { text = "/start" });
        await BotAsync(new Schema.MessagesSendMessageRequest
        {
            Peer = new Schema.InputPeerUser { UserId = _stage.Person.Id, AccessHash = 0 },
            Message = "Sure?",
            RandomId = 1,
            ReplyMarkup = new Schema.ReplyInlineMarkup
            {
                Rows = [new Schema.KeyboardButtonRow { Buttons = [new Schema.KeyboardButtonCallback { Text = "Yes", Data = "yes"u8.ToArray() }] }],
            },
        });
        var messages = await _http.GetFromJsonAsync<JsonElement>($"api/chats/{BotKey}/messages");
        var message = messages.EnumerateArray().Last();
        var button = message.GetProperty("keyboard").GetProperty("rows")[0][0];
        _stage.Emulator.World.Outlet = new AnsweringBot(this);

        var answer = await _http.PostAsJsonAsync("api/press", new { chat = BotKey, message = message.GetProperty("id").GetInt32(), data = button.GetProperty("data").GetString() });

        var shown = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("Done", true), (shown.GetProperty("text").GetString(), shown.GetProperty("alert").GetBoolean()));
    }

    [Fact]
    public async Task What_Telegram_refuses_is_shown_by_its_name()
    {
        var answer = await _http.PostAsJsonAsync($"api/chats/{BotKey}/messages", new { text = "  " });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("MESSAGE_EMPTY", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("EchoBot", "echo_bot")]
    [InlineData("Acme.Shop", "acme_shop_bot")]
    [InlineData("HTTPBot", "httpbot")]
    [InlineData("2Fast", "my_2_fast_bot")]
    [InlineData("", "my_bot")]
    public void Username_of_the_bot_comes_from_the_applications_name(string application, string username) =>
        Assert.Equal(username, BotName.From(application));

    private string BotKey => PageMapper.KeyOf(_stage.Bot);

    private async Task BotAsync(ITlRequest request)
    {
        var router = new RpcRouter(_stage.Emulator.World, new RpcRouterOptions { DataCenters = () => [] });
        var caller = new RpcCaller { AuthKeyId = 1, SessionId = 1, DcId = 2, Login = new LoginState { Account = _stage.Bot.Account } };
        using var buffer = new TlBuffer();
        buffer.Append(request);
        var answer = await router.InvokeAsync(caller, buffer.Written.ToArray(), default);
        Assert.Null(answer.Fault);
    }

    private async Task<StreamReader> OpenEventsAsync()
    {
        var response = await _http.GetAsync("api/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8);
        await NextAsync(reader, "hello");
        return reader;
    }

    private static async Task<JsonElement> NextAsync(StreamReader events, string name)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var line = await events.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("The stream ended.");
            if (line != $"event: {name}")
                continue;
            var data = await events.ReadLineAsync(patience.Token);
            return JsonDocument.Parse(data!["data: ".Length..]).RootElement;
        }
    }

    /// <summary>A bot that answers each callback query at once.</summary>
    private sealed class AnsweringBot(PlaygroundPageTests test) : IUpdateOutlet
    {
        public void Push(long userId, ITlObject updates, long exceptSessionId = 0)
        {
            // The world is locked now; the answer comes from elsewhere, as a client's would.
            if (((Schema.Updates)updates).UpdatesValue.OfType<Schema.UpdateBotCallbackQuery>().FirstOrDefault() is { } query)
                _ = Task.Run(() => test.BotAsync(new Schema.MessagesSetBotCallbackAnswerRequest { QueryId = query.QueryId, Message = "Done", Alert = true, CacheTime = 0 }));
        }

        public void Push(Emulator.Rpc.LoginState login, ITlObject updates) => throw new NotSupportedException("The bot has no client that logs in.");

        public void Cut(Emulator.Rpc.LoginState login) => throw new NotSupportedException("The bot has no connection.");
    }
}
