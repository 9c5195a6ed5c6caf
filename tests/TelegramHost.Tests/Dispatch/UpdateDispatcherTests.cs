using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TelegramHost.Contexts;
using TelegramHost.Dispatch;
using TelegramHost.Routing;
using TelegramHost.Tests.Fakes;

namespace TelegramHost.Tests.Dispatch;

public sealed class UpdateDispatcherTests
{
    [Fact]
    public async Task A_handler_answers_and_its_update_counts_as_done()
    {
        await using var bench = new DispatchBench();
        bench.OnCommand("start", context => context.ReplyAsync("Hello"));
        bench.Start();

        await bench.Send(Some.Message("/start"));

        Assert.Equal(["Hello"], bench.Client.Invoker.SentTexts);
    }

    [Fact]
    public async Task Every_update_has_a_scope_of_its_own_that_ends_with_it()
    {
        var scoped = new List<Scoped>();
        await using var bench = new DispatchBench();
        bench.Services.AddScoped<Scoped>();
        bench.Use((context, next) =>
        {
            scoped.Add(context.Services.GetRequiredService<Scoped>());
            return next(context);
        });
        bench.OnMessage(context =>
        {
            Assert.Same(scoped[^1], context.Services.GetRequiredService<Scoped>());
            Assert.False(scoped[^1].IsDisposed);
            return Task.CompletedTask;
        });
        bench.Start();

        await bench.Send(Some.Message("1"));
        await bench.Send(Some.Message("2"));
        await bench.StopAsync();

        Assert.Equal(2, scoped.Distinct().Count());
        Assert.All(scoped, service => Assert.True(service.IsDisposed));
    }

    [Fact]
    public async Task A_throwing_handler_is_logged_and_the_user_reads_nothing_of_its_exception()
    {
        await using var bench = new DispatchBench();
        bench.OnMessage(context => context.Text == "bad" ? throw new InvalidOperationException("secret detail") : context.ReplyAsync("fine"));
        bench.Start();

        await bench.Send(Some.Message("bad"));
        await bench.Send(Some.Message("good"));

        Assert.Equal(["Something went wrong here. Please try again later.", "fine"], bench.Client.Invoker.SentTexts);
        Assert.Contains(bench.Log.Lines, line => line is { Id: 4003, Level: LogLevel.Error, Exception.Message: "secret detail" });
    }

    [Theory]
    [InlineData("/unknown", "I don't know this command.")]
    [InlineData("just text", null)]
    public async Task What_nobody_handles_counts_as_done(string text, string? expected)
    {
        await using var bench = new DispatchBench();
        bench.Start();

        await bench.Send(Some.Message(text));

        Assert.Equal(expected is null ? [] : [expected], bench.Client.Invoker.SentTexts);
    }

    [Fact]
    public async Task An_unknown_command_in_a_group_is_none_of_our_business()
    {
        await using var bench = new DispatchBench();
        bench.Start();

        await bench.Send(Some.Message("/unknown", kind: TelegramHost.Client.Model.ChatKind.Group));

        Assert.Empty(bench.Client.Invoker.Calls);
    }

    [Theory]
    [InlineData("missing", "Something is missing: count.")]
    [InlineData("wrong", "I can't read \"x\" as count.")]
    [InlineData("rejected", "Not today.")]
    public async Task Arguments_and_refusals_are_told_politely(string what, string expected)
    {
        await using var bench = new DispatchBench();
        bench.Add(Route.ForMessage("handler", _ => new(what switch
        {
            "missing" => HandlerResult.MissingArgument("count"),
            "wrong" => HandlerResult.ParseFailed("count", "x"),
            _ => HandlerResult.Reject("Not today."),
        })));
        bench.Start();

        await bench.Send(Some.Message("x"));

        Assert.Equal([expected], bench.Client.Invoker.SentTexts);
    }

    [Fact]
    public async Task A_handler_that_passes_hands_over_to_the_next()
    {
        await using var bench = new DispatchBench();
        bench.Add(Route.ForCommand(["go"], "first", _ => new(HandlerResult.Next), order: 1));
        bench.Add(Route.ForCommand(["go"], "second", _ => new(HandlerResult.Reply("second")), order: 2));
        bench.Start();

        await bench.Send(Some.Message("/go"));

        Assert.Equal(["second"], bench.Client.Invoker.SentTexts);
    }

    [Fact]
    public async Task An_unanswered_callback_is_answered_empty_and_an_answered_one_only_once()
    {
        await using var bench = new DispatchBench();
        bench.OnCallback(context => context.Data == "loud" ? context.AnswerAsync("Hi", alert: true) : Task.CompletedTask);
        bench.Start();

        await bench.Send(Some.Press("quiet", id: 1));
        await bench.Send(Some.Press("loud", id: 2));

        Assert.Collection(
            bench.Client.Invoker.Answers,
            answer => Assert.Equal((1, null, false), (answer.QueryId, answer.Message, answer.Alert)),
            answer => Assert.Equal((2, "Hi", true), (answer.QueryId, answer.Message, answer.Alert)));
    }

    [Fact]
    public async Task A_callback_whose_handler_throws_or_that_nobody_knows_stops_spinning_too()
    {
        await using var bench = new DispatchBench();
        bench.Add(Route.ForCallback("bad", "bad", _ => throw new InvalidOperationException("detail")));
        bench.Start();

        await bench.Send(Some.Press("bad"));
        await bench.Send(Some.Press("stale"));

        Assert.Equal(["Something went wrong here. Please try again later.", null], bench.Client.Invoker.Answers.Select(answer => answer.Message));
    }

    [Fact]
    public async Task A_failing_farewell_to_the_user_does_not_hold_the_update()
    {
        await using var bench = new DispatchBench();
        bench.Client.Invoker.Before = _ => throw new IOException("network");
        bench.OnCallback(_ => Task.CompletedTask);
        bench.OnMessage(_ => throw new InvalidOperationException());
        bench.Start();

        await bench.Send(Some.Press("x"));
        await bench.Send(Some.Message("x"));

        Assert.Contains(bench.Log.Lines, line => line.Id == 4009);
        Assert.Contains(bench.Log.Lines, line => line.Id == 4008);
    }

    [Fact]
    public async Task Middleware_stands_around_the_handler_in_order_and_may_keep_it_from_being_called()
    {
        var path = new List<string>();
        await using var bench = new DispatchBench();
        bench.Services.AddSingleton(path);
        bench.Services.AddScoped<Outer>();
        bench.Use<Outer>();
        bench.Use((context, next) =>
        {
            path.Add("inner");
            return context is MessageContext { Text: "stop" } ? new(HandlerResult.Reject("No entry.")) : next(context);
        });
        bench.OnMessage(_ =>
        {
            path.Add("handler");
            return Task.CompletedTask;
        });
        bench.Start();

        await bench.Send(Some.Message("go"));
        await bench.Send(Some.Message("stop"));

        Assert.Equal(["before", "inner", "handler", "after Handled", "before", "inner", "after Rejected"], path);
        Assert.Equal(["No entry."], bench.Client.Invoker.SentTexts);
    }

    [Fact]
    public async Task Back_pressure_reaches_the_source()
    {
        var release = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        await using var bench = new DispatchBench();
        bench.Options.MaxConcurrentChats = 1;
        bench.Options.QueueCapacity = 2;
        bench.OnMessage(_ =>
        {
            entered.TrySetResult();
            return release.Task;
        });
        bench.Start();

        var sent = Enumerable.Range(1, 10).Select(id => bench.Send(Some.Message("x", id: id))).ToArray();
        await entered.Task;

        // Two are inside, one is in the reader's hand, and the rest stays where it came from.
        Assert.True(bench.WaitingUpdates >= 7);
        Assert.DoesNotContain(sent, task => task.IsCompleted);
        release.SetResult();
        await Task.WhenAll(sent);
    }

    private sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Outer(List<string> path) : IUpdateMiddleware
    {
        public async ValueTask<HandlerResult> InvokeAsync(UpdateContext context, UpdateHandler next)
        {
            path.Add("before");
            var result = await next(context);
            path.Add($"after {result.Outcome}");
            return result;
        }
    }
}
