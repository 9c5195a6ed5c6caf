using Microsoft.Extensions.DependencyInjection;
using TelegramHost.Client.Updates;
using TelegramHost.Contexts;
using TelegramHost.Dispatch;
using TelegramHost.Routing;
using TelegramHost.Tests.Fakes;

namespace TelegramHost.Tests.Routing;

public sealed class RouteTableTests
{
    private static readonly RouteHandler s_nothing = _ => default;
    private static readonly IServiceProvider s_services = new ServiceCollection().BuildServiceProvider();

    [Fact]
    public async Task Routes_are_asked_from_the_most_exact_to_the_most_general()
    {
        var table = new RouteTable(
        [
            Route.ForUpdate<Update>("catch-all", s_nothing),
            Route.ForUpdate<NewMessage>("typed", s_nothing),
            Route.ForMessage("message", s_nothing),
            Route.ForTextRegex("s.art", "regex", s_nothing),
            Route.ForTextPrefix("/", "short prefix", s_nothing),
            Route.ForTextPrefix("/st", "long prefix", s_nothing),
            Route.ForText("/START now", "text", s_nothing),
            Route.ForCommand(["start"], "command", s_nothing),
        ]);

        var asked = await Asked(table, Some.Message("/start now"));

        Assert.Equal(["command", "text", "long prefix", "short prefix", "regex", "message", "typed", "catch-all"], asked);
    }

    [Fact]
    public async Task Callback_patterns_are_asked_from_the_most_precise_to_the_least()
    {
        var table = new RouteTable(
        [
            Route.ForCallback(null, "any", s_nothing),
            Route.ForCallback("{*all}", "all", s_nothing),
            Route.ForCallback("buy:{*rest}", "rest", s_nothing),
            Route.ForCallback("buy:{name}", "name", s_nothing),
            Route.ForCallback("buy:{id:int}", "id", s_nothing),
            Route.ForCallback("buy:7", "seven", s_nothing),
            Route.ForCallback("sell:{id:int}", "other", s_nothing),
        ]);

        Assert.Equal(["seven", "id", "name", "rest", "all", "any"], await Asked(table, Some.Press("buy:7")));
        Assert.Equal(["name", "rest", "all", "any"], await Asked(table, Some.Press("buy:x")));
    }

    [Theory]
    [InlineData("/Start", "command")]
    [InlineData("/start@echo_bot please", "command")]
    [InlineData("/start@ECHO_BOT", "command")]
    [InlineData("/start@other_bot", "message")]
    [InlineData("/starting", "message")]
    [InlineData("start", "message")]
    [InlineData("/", "message")]
    [InlineData("", "message")]
    public async Task Commands_are_found_by_name_and_addressee(string text, string expected)
    {
        var table = new RouteTable([Route.ForCommand(["start", "begin"], "command", s_nothing), Route.ForMessage("message", s_nothing)]);

        Assert.Equal(expected, (await Asked(table, Some.Message(text)))[0]);
    }

    [Fact]
    public async Task Own_messages_reach_only_typed_routes_so_that_a_bot_does_not_talk_to_itself()
    {
        var table = new RouteTable(
        [
            Route.ForCommand(["start"], "command", s_nothing),
            Route.ForText("/start", "text", s_nothing),
            Route.ForTextPrefix("/", "prefix", s_nothing),
            Route.ForMessage("message", s_nothing),
            Route.ForUpdate<NewMessage>("typed", s_nothing),
        ]);

        Assert.Equal(["typed"], await Asked(table, Some.Message("/start", outgoing: true)));
    }

    [Fact]
    public async Task Edits_and_other_updates_go_their_own_ways()
    {
        var table = new RouteTable(
        [
            Route.ForMessage("message", s_nothing),
            Route.ForEditedMessage("edit", s_nothing),
            Route.ForUpdate<MessagesDeleted>("deletion", s_nothing),
        ]);

        Assert.Equal(["edit"], await Asked(table, Some.Edit("/start")));
        Assert.Equal(["deletion"], await Asked(table, Some.Deletion()));
    }

    [Fact]
    public async Task Order_decides_between_equals()
    {
        var table = new RouteTable(
        [
            Route.ForCommand(["start"], "second", s_nothing, order: 2),
            Route.ForCommand(["start"], "first", s_nothing, order: -1),
            Route.ForCommand(["start"], "middle", s_nothing),
        ]);

        Assert.Equal(["first", "middle", "second"], await Asked(table, Some.Message("/start")));
    }

    [Fact]
    public void Equals_without_an_order_are_an_error_that_names_both()
    {
        (Route, Route, string)[] conflicts =
        [
            (Route.ForCommand(["start"], "A", s_nothing), Route.ForCommand(["help", "START"], "B", s_nothing), "command /start"),
            (Route.ForText("hi", "A", s_nothing), Route.ForText("HI", "B", s_nothing), "text \"hi\""),
            (Route.ForTextPrefix("hi", "A", s_nothing), Route.ForTextPrefix("Hi", "B", s_nothing), "prefix \"hi\""),
            (Route.ForTextRegex("h.", "A", s_nothing), Route.ForTextRegex("h.", "B", s_nothing), "regex \"h.\""),
            (Route.ForCallback("buy:{a:int}", "A", s_nothing), Route.ForCallback("buy:{b:int}", "B", s_nothing), "callback \"buy:{a:int}\""),
            (Route.ForCallback(null, "A", s_nothing), Route.ForCallback(null, "B", s_nothing), "every callback"),
            (Route.ForMessage("A", s_nothing), Route.ForMessage("B", s_nothing), "every message"),
            (Route.ForUpdate<MessagesDeleted>("A", s_nothing), Route.ForUpdate<MessagesDeleted>("B", s_nothing), "MessagesDeleted"),
        ];

        foreach (var (first, second, what) in conflicts)
        {
            var error = Assert.Throws<RouteConflictException>(() => new RouteTable([first, second]));
            Assert.Contains($"Both A and B listen to", error.Message, StringComparison.Ordinal);
            Assert.Contains(what, error.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Finding_one_of_a_hundred_commands_is_a_look_up_that_allocates_nothing()
    {
        var table = new RouteTable(Enumerable.Range(0, 100).Select(number => Route.ForCommand([$"command_{number}"], $"{number}", s_nothing)));
        var context = await new ContextFactory(new FakeClient()).CreateAsync(Some.Message("/command_73"), s_services, default);
        Assert.Equal("73", Find()?.HandlerName);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
            Find();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);

        Route? Find()
        {
            var cursor = default(RouteCursor);
            return table.Next(context, ref cursor);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/start")]
    [InlineData("стоп")]
    [InlineData("a name")]
    public void A_command_that_no_user_could_send_is_refused(string name)
        => Assert.Throws<ArgumentException>(() => Route.ForCommand([name], "handler", s_nothing));

    private static async Task<List<string>> Asked(RouteTable table, Update update)
    {
        var context = await new ContextFactory(new FakeClient()).CreateAsync(update, s_services, default);
        var asked = new List<string>();
        var cursor = default(RouteCursor);
        while (table.Next(context, ref cursor) is { } route)
            asked.Add(route.HandlerName);
        return asked;
    }
}
